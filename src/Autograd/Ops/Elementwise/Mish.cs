using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// x tanh(ln(1 + eˣ)), elementwise; 0 at −∞, +∞ at +∞. Derivative: with e = eˣ and n = e(e + 2),
    /// (n + 4x e(e + 1) / (n + 2)) / (n + 2).
    /// Source: Misra, Mish: A Self Regularized Non-Monotonic Activation Function, 2019.
    /// </summary>
    public Tensor Mish() => Unary.Apply(new MishFormula(), this);
}

internal readonly struct MishFormula : IUnaryFormula
{
    // Beyond this the function is 0 or x to the last digit; the formulas themselves would meet ∞ · 0 or ∞ / ∞.
    private const double Far = 1000, Saturated = 40;

    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    // With e = eˣ and n = e(e + 2), tanh(ln(1 + e)) = ((1 + e)² − 1) / ((1 + e)² + 1) = n / (n + 2), and n' = 2e(e + 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R>
    {
        R e = R.Exp(R.Select(x > Saturated, Saturated, x)), n = e * (e + 2);
        return R.Select(x < -Far, 0, x * (n / (n + 2)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R>
    {
        R bounded = R.Select(x > Saturated, Saturated, R.Select(x < -Far, -Far, x));
        R e = R.Exp(bounded), n = e * (e + 2), inverse = 1 / (n + 2);
        return inverse * (n + 4 * bounded * (e * (e + 1) * inverse));
    }
}
