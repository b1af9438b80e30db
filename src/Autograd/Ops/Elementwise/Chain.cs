using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// upstream · slope, as the chain rule multiplies: exact zero wins on either side, over ∞ and NaN too. The rule is symmetric
/// because forward mode multiplies in the other order: what reverse mode meets as an upstream of zero, forward mode meets as a
/// slope of zero. Recorded during a walk with createGraph, so it is an operation with slopes of its own: those of the plain
/// product, but that what was cut off stays cut off, whatever its neighbours do. Without that, third derivatives would meet ∞ · 0.
/// </summary>
internal readonly struct ChainFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.Chain(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => Uncut(y, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => Uncut(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R Uncut<R>(R slope, R other) where R : struct, IReal<R> =>
        R.Select(R.EqualTo(other, 0) & !(R.Abs(slope) < double.PositiveInfinity), 0, slope);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Chain(Dual<R, V> upstream, Dual<R, V> slope) => Apply(new ChainFormula(), upstream, slope);
}

internal readonly partial struct Traced
{
    // A dual's tangents begin as ones and zeros: multiplying by those is not worth recording.
    public static Traced Chain(Traced upstream, Traced slope) => upstream.IsConstant(0) || slope.IsConstant(0) ? 0
        : upstream.IsConstant(1) ? slope
        : slope.IsConstant(1) ? upstream
        : Apply(new ChainFormula(), upstream, slope, "Chain");
}
