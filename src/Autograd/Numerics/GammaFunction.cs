namespace Autograd;

/// <summary>
/// ln|Γ| from one fit on [1, 2], the recurrence, Stirling's series and the reflection formula. The terms are added
/// as <see cref="DoubleDouble"/>, so where they nearly cancel, at the zeros on both half-lines, digits remain.
/// </summary>
internal static class GammaFunction
{
    /// <summary>ln|Γ(x)|: +∞ at the poles 0, −1, −2, … and at ±∞.</summary>
    public static double LogGamma(double x)
    {
        if (!double.IsFinite(x))
        {
            return Math.Abs(x);
        }

        if (x >= Overflow || (x <= 0 && x == Math.Floor(x)))
        {
            return double.PositiveInfinity;
        }

        return (double)(x switch
        {
            < 0 => Reflected(x),
            < 1 => LogFactorial(x) - DoubleDouble.Log(x),
            < StirlingFrom => LogFactorial(x - 1),
            _ => Stirling(x, -0.5),
        });
    }

    // Γ(x)Γ(1 − x) = π/sin πx, and |sin πx| = |sin πr| for the distance r to the nearest integer.
    private static DoubleDouble Reflected(double x)
    {
        double r = x - Math.Round(x);
        double square = r * r;
        DoubleDouble logSinc = DoubleDouble.Product(square, LogSincConstant)
            + square * (LogSincConstantRest + square * Polynomial.Evaluate(LogSincSlope, square));
        return logSinc - DoubleDouble.Log(Math.Abs(r)) - LogFactorial(-x);
    }

    // ln Γ(1 + a), a ≥ 0.
    private static DoubleDouble LogFactorial(double a)
    {
        if (a >= StirlingFrom)
        {
            return Stirling(a, 0.5);
        }

        DoubleDouble product = 1;
        for (; a >= 1; a--)
        {
            product *= a;
        }

        double t = a - 0.5;
        DoubleDouble factor = DoubleDouble.Sum(UnitConstant, Math.FusedMultiplyAdd(t, Polynomial.Evaluate(UnitSlope, t), UnitConstantRest));
        DoubleDouble log = DoubleDouble.Product(a, a - 1) * factor;
        return product.High == 1 ? log : DoubleDouble.Log(product) + log;
    }

    // ln Γ(x) = x(ln x − 1) − ½ ln x + ½ ln 2π + …, and ln Γ(1 + x) with +½ ln x.
    private static DoubleDouble Stirling(double x, double half)
    {
        DoubleDouble log = DoubleDouble.Log(x);
        double inverse = 1 / x;
        double series = inverse * Polynomial.Evaluate(StirlingSeries, inverse * inverse);
        return x * (log - 1) + half * log + new DoubleDouble(HalfLog2Pi, HalfLog2PiRest) + series;
    }

    private const double StirlingFrom = 10;

    // From here on ln Γ(x) rounds to +∞.
    private const double Overflow = 2.5599833278516387e305;

    private const double HalfLog2Pi = 0.9189385332046728;
    private const double HalfLog2PiRest = -3.8782941580672414e-17;

    // B₂ₖ/(2k(2k − 1))
    private static ReadOnlySpan<double> StirlingSeries =>
    [
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400,
    ];

    // ln Γ(1 + a)/(a(a − 1)) in a − ½, 0 ≤ a ≤ 1; relative error 1.4·10⁻¹⁸.
    private const double UnitConstant = 0.4831289505409809;
    private const double UnitConstantRest = 1.728379480196658e-17;

    private static ReadOnlySpan<double> UnitSlope =>
    [
        -0.14595989591430608, 0.06291140107456439, -0.031308487501010646, 0.01679709863127416, -0.009425622448525798,
        0.005446457839126065, -0.0032120740737152814, 0.0019229163127905161, -0.0011644145847310124,
        0.000711519067515296, -0.00043799307479613914, 0.00027131373861446925, -0.0001689178215524898,
        0.00010535512483785591, -6.614136022346414e-05, 4.30276814976503e-05, -2.7201673025504752e-05,
        1.3186019073996835e-05, -8.355075869795273e-06, 1.2140008083973407e-05, -7.760660152513446e-06,
    ];

    // −ln(sin πr/(πr))/r² in r², |r| ≤ ½; relative error 6·10⁻¹⁹.
    private const double LogSincConstant = 1.6449340668482264;
    private const double LogSincConstantRest = 3.1170889122935617e-17;

    private static ReadOnlySpan<double> LogSincSlope =>
    [
        0.5411616168555677, 0.3391143539952259, 0.2510193390014526, 0.20019891796834885, 0.1667075728485711,
        0.14286848171826025, 0.12495963988301707, 0.11159624432133705, 0.09604171703944575, 0.11394393898999185,
        -0.010799424592471392, 0.3373112253634216, -0.37895513311753104, 0.4663842533732108,
    ];
}
