using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// ln(1 + x), elementwise, accurate near 0; −∞ at −1, NaN below. Derivative: 1 / (1 + x); +∞ at −1, NaN below.
    /// </summary>
    public Tensor Log1p() => Unary.Apply(new Log1pFormula(), this);
}

internal readonly struct Log1pFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Log1p(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1 / R.NonNegative(1 + x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Log1p(Dual<R, V> x) => Apply(new Log1pFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Log1p(Traced x) => Apply(new Log1pFormula(), x, nameof(Tensor.Log1p));
}
