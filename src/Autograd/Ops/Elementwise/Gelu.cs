using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Gaussian error linear unit, x Φ(x) with Φ the normal distribution function, elementwise; 0 at −∞, +∞ at +∞.
    /// Derivative: Φ(x) + x φ(x). With <paramref name="tanh"/>, the approximation
    /// ½x(1 + tanh(√(2/π)(x + 0.044715x³))). Source: Hendrycks and Gimpel, 2016.
    /// </summary>
    public Tensor Gelu(bool tanh = false) => tanh
        ? Unary.Apply(new GeluTanhFormula(), this)
        : Unary.Apply(new GeluFormula(), this);
}

internal readonly struct GeluFormula : IUnaryFormula
{
    // Beyond this Φ is 0 or 1 to the last digit; the formula itself would meet ∞ · 0.
    private const double Far = 40;

    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R>
    {
        R value = x * R.NormalDistribution(x, out _);
        return R.Select(x < -Far, -0.0, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R>
    {
        R distribution = R.NormalDistribution(x, out R density);
        R change = x * density;
        return distribution + R.Select(R.Abs(x) > Far, 0, change);
    }
}

internal readonly struct GeluTanhFormula : IUnaryFormula
{
    private const double Far = 40;
    private const double Cubic = 0.044715;

    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> =>
        R.Select(R.Abs(x) > Far, R.Select(x > 0, x, 0), 0.5 * x * (1 + Tanh(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R>
    {
        R t = Tanh(x), inner = Math.Sqrt(2 / Math.PI) * (1 + 3 * Cubic * x * x);
        return R.Select(R.Abs(x) > Far, R.Select(x > 0, 1, 0), 0.5 * (1 + t) + 0.5 * x * (1 - t) * (1 + t) * inner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R Tanh<R>(R x) where R : struct, IReal<R> => R.Tanh(Math.Sqrt(2 / Math.PI) * x * (1 + Cubic * x * x));
}
