namespace Autograd;

/// <summary>
/// ψ⁽ⁿ⁾(x) = (−1)ⁿ⁺¹ n! ζ(n + 1, x), with the Hurwitz zeta function ζ(s, x) = Σ 1/(x + k)ˢ over k ≥ 0.
/// </summary>
internal static class PolygammaFunction
{
    /// <summary>
    /// ψ⁽ⁿ⁾(x); n = 0 is <see cref="DigammaFunction.Digamma"/>. At 0, −1, −2, … it is +∞ for odd n; for even n the
    /// one-sided limits differ: NaN, but ∓∞ at ±0. 0 at +∞, NaN at −∞.
    /// </summary>
    public static double Polygamma(int n, double x)
    {
        if (n is < 0 or > LargestOrder)
            throw Errors.OutOfRange(nameof(Polygamma), $"order {n} cannot be had", $"use 0 to {LargestOrder}");
        if (n == 0)
        {
            return DigammaFunction.Digamma(x);
        }

        bool odd = (n & 1) != 0;
        if (!double.IsFinite(x))
        {
            return x > 0 ? (odd ? 0 : -0.0) : double.NaN;
        }

        if (x <= 0 && x == Math.Floor(x))
        {
            return odd ? double.PositiveInfinity : x == 0 ? -1 / x : double.NaN;
        }

        double distance = x > 0 ? x : x - Math.Round(x);
        if (!odd && x < 0 && Math.Abs(distance) == 0.5)
        {
            // By symmetry, the poles on both sides cancel out.
            return Polygamma(n, 1 - x);
        }

        // Sums are made in units of a power of 2 near the distance to the nearest pole, so that no power overflows.
        int unit = Math.ILogB(distance);
        DoubleDouble zeta = x > 0 ? Zeta(n + 1, x, unit) : ReflectedZeta(n + 1, x, distance, unit);

        int exponent = Math.ILogB(zeta.High);
        DoubleDouble value = DoubleDouble.Scale(zeta, -exponent) * Factorial(n, out int factorialExponent);
        double magnitude = Math.ScaleB((double)value, exponent + factorialExponent - (n + 1) * unit);
        return odd ? magnitude : -magnitude;
    }

    // 2^(unit·s) · ζ(s, x) for x > 0: terms up to where the Euler–Maclaurin series of the rest converges, then that.
    private static DoubleDouble Zeta(int s, DoubleDouble x, int unit)
    {
        DoubleDouble scale = Math.ScaleB(1, unit);
        DoubleDouble sum = 0;
        for (; x.High < SeriesFrom + s; x += 1)
        {
            sum += DoubleDouble.Power(scale / x, s);
        }

        double inverse = 1 / x.High;
        double square = inverse * inverse;
        double factor = 0.5 * s * inverse;
        double series = 0;
        for (int k = 1; k <= BernoulliNumbers.Length; k++)
        {
            // factor = s(s + 1)…(s + 2k − 2)/((2k)! x²ᵏ⁻¹)
            series += BernoulliNumbers[k - 1] * factor;
            factor *= (s + 2 * k - 1.0) * (s + 2 * k) / ((2 * k + 1.0) * (2 * k + 2)) * square;
        }

        return sum + DoubleDouble.Power(scale / x, s) * (x / (s - 1) + 0.5 + series);
    }

    // Likewise for x < 0, at the signed distance r from its nearest integer. The terms 1/(x + k)ˢ over all integers k
    // are ζ(s, f) ± ζ(s, 1 − f) for the fraction f of x; those left of x among them are ±ζ(s, 1 − x).
    private static DoubleDouble ReflectedZeta(int s, double x, double r, int unit)
    {
        bool above = r > 0;
        DoubleDouble right = Zeta(s, above ? r : DoubleDouble.Sum(1, r), unit);
        DoubleDouble left = Zeta(s, above ? DoubleDouble.Sum(1, -r) : -r, unit);
        DoubleDouble excess = Zeta(s, DoubleDouble.Sum(1, -x), unit);
        return (s & 1) == 0 ? right + left - excess : right - left + excess;
    }

    // n!/2^exponent
    private static DoubleDouble Factorial(int n, out int exponent)
    {
        DoubleDouble product = 1;
        exponent = 0;
        for (int factor = 2; factor <= n; factor++)
        {
            product *= factor;
            int grown = Math.ILogB(product.High);
            product = DoubleDouble.Scale(product, -grown);
            exponent += grown;
        }

        return product;
    }

    // Beyond it, powers in Zeta might underflow.
    public const int LargestOrder = 1000;

    // From x = s + SeriesFrom on the series is good to 10⁻¹⁸.
    private const int SeriesFrom = 8;

    private static ReadOnlySpan<double> BernoulliNumbers =>
    [
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510, 43867.0 / 798,
        -174611.0 / 330, 854513.0 / 138, -236364091.0 / 2730,
    ];
}
