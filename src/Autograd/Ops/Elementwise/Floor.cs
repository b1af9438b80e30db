using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The largest whole number at most x, elementwise. Derivative: 0 everywhere, at the jumps too.
    /// </summary>
    public Tensor Floor() => Unary.Apply(new FloorFormula(), this);
}

internal readonly struct FloorFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Floor(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 0;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Floor(Dual<R, V> x) => Apply(new FloorFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Floor(Traced x) => Apply(new FloorFormula(), x, nameof(Tensor.Floor));
}
