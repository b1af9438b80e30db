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
        // With s = σ(x), r = σ(−x) and q = r²: tanh(ln(1 + eˣ)) = s(1 + r) / (1 + q) = 1 − 2q / (1 + q), and its slope is 4qs / (1 + q)².
        R s = R.Sigmoid(x, out R r), q = r * r, inverse = 1 / (1 + q), share = q * inverse;
        return R.Select(x > 0, 1 - 2 * share, s * (1 + r) * inverse) + R.Chain(4 * share * inverse * s, x);
    }
}
