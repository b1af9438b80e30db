using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// ln(1 + eˣ), elementwise, without overflow; 0 at −∞, +∞ at +∞. Derivative: σ(x) = 1 / (1 + e⁻ˣ).
    /// </summary>
    public Tensor Softplus() => Unary.Apply(new SoftplusFormula(), this);
}

internal readonly struct SoftplusFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Select(x > 0, x, 0) + R.Log1p(R.Exp(-R.Abs(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1 / (1 + R.Exp(-x));
}
