using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Inverse hyperbolic tangent, elementwise; ±∞ at ±1, NaN outside [−1, 1]. Derivative: 1 / (1 − x²); at ±1 the one-sided
    /// limit, +∞.
    /// </summary>
    public Tensor Atanh() => Unary.Apply(new AtanhFormula(), this);
}

internal readonly struct AtanhFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Atanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1 / R.NonNegative(R.OneMinusSquare(x));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Atanh(Dual<R, V> x) => Apply(new AtanhFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Atanh(Traced x) => Apply(new AtanhFormula(), x, nameof(Tensor.Atanh));
}
