namespace Autograd;

/// <summary>
/// eˣ − 1 and ln(1 + x) with full relative accuracy near 0 (about 1 ulp throughout), where
/// <see cref="double.ExpM1"/> and <see cref="double.LogP1"/> lose every digit.
/// </summary>
internal static class ExponentialFunction
{
    /// <summary>eˣ − 1.</summary>
    public static double Expm1(double x)
    {
        // Outside (ln ¾, ln 3⁄2), subtracting 1 from eˣ is exact or rounds on a grid at least as fine as half that of eˣ.
        if (x is 0 or >= 0.41 or <= -0.29 or double.NaN)
        {
            return x is 0 ? x : Math.Exp(x) - 1;
        }

        return Math.FusedMultiplyAdd(x * x, Polynomial.Evaluate(TaylorSeries, x), x);
    }

    /// <summary>ln(1 + x): −∞ at −1, NaN below.</summary>
    public static double Log1p(double x)
    {
        // Where 1 + x keeps little of x, the correction below would cancel.
        if (Math.Abs(x) < 1e-5)
        {
            return Math.FusedMultiplyAdd(x * x, -0.5 + x * (1.0 / 3 - x * 0.25), x);
        }

        double sum = 1 + x;
        if (sum is 0 or double.PositiveInfinity)
        {
            return Math.Log(sum);
        }

        // ln(s + e) = ln s + e/s + O(e²/s²), where s + e = 1 + x exactly.
        return Math.Log(sum) + DoubleDouble.Sum(1, x).Low / sum;
    }

    // (eˣ − 1 − x)/x² = Σ xᵏ/(k + 2)!
    private static ReadOnlySpan<double> TaylorSeries =>
    [
        1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800,
        1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200,
    ];
}
