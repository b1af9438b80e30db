using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Reciprocal square root, 1 / √x, elementwise; +∞ at 0, NaN below. Derivative: −½ x^(−3/2); −∞ at 0.
    /// </summary>
    public Tensor Rsqrt() => Unary.Apply(new RsqrtFormula(), this);
}

internal readonly struct RsqrtFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => 1 / R.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => -0.5 * y * y * y;
}
