using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Complementary error function, 1 − erf x, elementwise, accurate for large x; 0 at +∞, 2 at −∞.
    /// Derivative: −2/√π e^(−x²).
    /// </summary>
    public Tensor Erfc() => Unary.Apply(new ErfcFormula(), this);
}

internal readonly struct ErfcFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Erfc(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => -2 / Math.Sqrt(Math.PI) * R.Exp(-(x * x));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Erfc(Dual<R, V> x) => Apply(new ErfcFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Erfc(Traced x) => Apply(new ErfcFormula(), x, nameof(Tensor.Erfc));
}
