namespace Autograd.Tests.Numerics;

/// <summary>
/// The error function in the sum of two doubles, good to about 2⁻⁹⁵: a series of positive terms near 0, a continued fraction
/// beyond 2.
/// </summary>
internal static class PreciseErrorFunction
{
    private static readonly DoubleDouble TwoOverRootPi = new(1.1283791670955126, 1.533545961316588e-17);
    private static readonly DoubleDouble RootHalf = new(0.7071067811865476, -4.833646656726457e-17);

    public static DoubleDouble Erf(double x) =>
        double.IsNaN(x) || x == 0 ? x
        : Math.Abs(x) < 1e-30 ? x + (TwoOverRootPi - 1) * x
        : Math.Abs(x) < 2 ? Series(x)
        : Math.Sign(x) * (1 - Tail(Math.Abs(x)));

    public static DoubleDouble Erfc(DoubleDouble x) =>
        double.IsNaN(x.High) ? x : x.High >= 2 ? Tail(x) : x.High > -2 ? 1 - Series(x) : 2 - Tail(-x);

    /// <summary>x Φ(x).</summary>
    public static DoubleDouble Gelu(double x)
    {
        if (!(x < 40) || x == 0)
            return x;
        DoubleDouble value = x < -40 ? 0 : 0.5 * x * Erfc(-x * RootHalf);
        return (double)value == 0 ? Math.CopySign(0, x) : value;
    }

    /// <summary>Φ(x) + x φ(x).</summary>
    public static double GeluSlope(double x) => Math.Abs(x) > 40 ? x > 0 ? 1 : 0
        : (double)(0.5 * Erfc(-x * RootHalf) + 0.5 * RootHalf * TwoOverRootPi * x * Precise.Exp(-0.5 * DoubleDouble.Product(x, x)));

    private static DoubleDouble Series(DoubleDouble x)
    {
        DoubleDouble twice = 2 * (x * x), sum = 1;
        for (int k = 91; k > 1; k -= 2)
            sum = 1 + sum * twice / k;
        return TwoOverRootPi * x * Precise.Exp(-(x * x)) * sum;
    }

    private static DoubleDouble Tail(DoubleDouble x)
    {
        if (x.High > 30)
            return 0;
        DoubleDouble fraction = x;
        for (int k = x.High > 6 ? 60 : 250; k > 0; k--)
            fraction = x + 0.5 * k / fraction;
        return 0.5 * TwoOverRootPi / fraction * Precise.Exp(-(x * x));
    }
}
