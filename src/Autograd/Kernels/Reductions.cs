using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>How two partial results of a reduction become one; associative but for rounding.</summary>
internal interface IReduction
{
    double Identity { get; }

    /// <summary>Whether a value combined with itself is twice the value, rather than the value.</summary>
    static abstract bool Adds { get; }

    L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged;
}

internal readonly struct SumReduction : IReduction
{
    public static bool Adds => true;

    public double Identity => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => a + b;
}

internal readonly struct MaxReduction : IReduction
{
    public static bool Adds => false;

    public double Identity => double.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => L.Max(a, b);
}

/// <summary>The largest, but for NaN, of which some are passed over: for what becomes NaN by another way.</summary>
internal readonly struct PeakReduction : IReduction
{
    public static bool Adds => false;

    public double Identity => double.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => L.Larger(a, b);
}

internal readonly struct MinReduction : IReduction
{
    public static bool Adds => false;

    public double Identity => double.PositiveInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => L.Min(a, b);
}
