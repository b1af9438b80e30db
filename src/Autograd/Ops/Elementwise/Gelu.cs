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
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Gelu(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.GeluSlope(x);
}

internal readonly struct GeluSlopeFormula : IUnaryFormula
{
    // Beyond this the slope is constant to the last digit; the formula itself would meet ∞ · 0.
    private const double Far = 40;

    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.GeluSlope(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> =>
        R.Select(R.Abs(x) > Far, 0, (2 - x * x) * (R.Exp(-0.5 * x * x) * (1 / Math.Sqrt(2 * Math.PI))));
}

/// <summary>With ½(1 + tanh u) = 1 / (1 + e⁻²ᵘ).</summary>
internal readonly struct GeluTanhFormula : IUnaryFormula
{
    // Beyond this the result is x or 0 to the last digit; the formula itself would meet ∞ / ∞.
    private const double Far = 40;

    private const double Cubic = 0.044715;

    // 2√(2/π).
    private const double Linear = 1.5957691216057308;

    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    // ½(1 + tanh(u/2)) = σ(u).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R>
    {
        R value = x / (1 + R.Exp(-x * (Linear + Linear * Cubic * x * x)));
        return R.Select(x < -Far, -0.0, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R>
    {
        R near = R.Clamp(x, -Far, Far), square = near * near;
        R share = R.SigmoidWithSlope(near * (Linear + Linear * Cubic * square), out R slope);
        return share + slope * near * (Linear + 3 * Linear * Cubic * square);
    }
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Gelu(Dual<R, V> x) => Apply(new GeluFormula(), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> GeluSlope(Dual<R, V> x) => Apply(new GeluSlopeFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Gelu(Traced x) => Apply(new GeluFormula(), x, nameof(Tensor.Gelu));

    public static Traced GeluSlope(Traced x) => Apply(new GeluSlopeFormula(), x, nameof(GeluSlope));
}
