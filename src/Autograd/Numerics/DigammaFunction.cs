namespace Autograd;

/// <summary>
/// ψ = (ln Γ)′ from one fit around its root, the recurrence, the asymptotic series and the reflection formula, added
/// as <see cref="DoubleDouble"/>.
/// </summary>
internal static class DigammaFunction
{
    /// <summary>ψ(x): −∞ at +0, +∞ at −0, NaN at −1, −2, … and at −∞.</summary>
    public static double Digamma(double x)
    {
        if (Math.Abs(x) < PoleOnly)
        {
            return -1 / x;
        }

        if (!double.IsFinite(x) || (x < 0 && x == Math.Floor(x)))
        {
            return x > 0 ? x : double.NaN;
        }

        return (double)(x switch
        {
            < 0 => Reflected(x),
            < 1 => OnePlus(x) - Reciprocal(x),
            < AsymptoticFrom => OnePlus(x - 1),
            _ => Asymptotic(x, -0.5),
        });
    }

    // ψ(x) = ψ(1 − x) − π cot πx, and cot πx = cot πr for the signed distance r to the nearest integer.
    private static DoubleDouble Reflected(double x)
    {
        double r = x - Math.Round(x);
        double square = r * r;
        DoubleDouble rest = DoubleDouble.Product(r, CotangentConstant)
            + r * (CotangentConstantRest + square * Polynomial.Evaluate(CotangentSlope, square));
        return OnePlus(-x) - Reciprocal(r) + rest;
    }

    // ψ(1 + a), a ≥ 0.
    private static DoubleDouble OnePlus(double a)
    {
        if (a >= AsymptoticFrom)
        {
            return Asymptotic(a, 0.5);
        }

        DoubleDouble sum = 0;
        for (; a >= 1; a--)
        {
            sum += Reciprocal(a);
        }

        DoubleDouble t = DoubleDouble.Sum(a, -Root) - RootRest;
        DoubleDouble slope = DoubleDouble.Sum(UnitConstant, Math.FusedMultiplyAdd(t.High, Polynomial.Evaluate(UnitSlope, t.High), UnitConstantRest));
        return sum + t * slope;
    }

    // ψ(x) = ln x − 1/2x − …, and ψ(1 + x) with +1/2x.
    private static DoubleDouble Asymptotic(double x, double half)
    {
        double inverse = 1 / x;
        double square = inverse * inverse;
        return DoubleDouble.Log(x) + (half * inverse - square * Polynomial.Evaluate(AsymptoticSeries, square));
    }

    private static DoubleDouble Reciprocal(double x)
    {
        double reciprocal = 1 / x;
        return new(reciprocal, reciprocal * Math.FusedMultiplyAdd(-reciprocal, x, 1));
    }

    // Closer to 0 than this, ψ(x) rounds to −1/x.
    private const double PoleOnly = 1e-20;

    private const double AsymptoticFrom = 10;

    // B₂ₖ/2k
    private static ReadOnlySpan<double> AsymptoticSeries =>
    [
        1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12, -3617.0 / 8160,
    ];

    // ψ(1 + Root + t)/t, where ψ(1 + Root) = 0, on 0 ≤ Root + t ≤ 1; relative error 3·10⁻¹⁸.
    private const double Root = 0.46163214496836236;
    private const double RootRest = -1.5522348162858677e-17;
    private const double UnitConstant = 0.9676722454476212;
    private const double UnitConstantRest = -3.161259063857409e-17;

    private static ReadOnlySpan<double> UnitSlope =>
    [
        -0.4427631689835921, 0.2584997609556486, -0.16394270544241185, 0.1078240506916922, -0.07219956125611147,
        0.048804288134436574, -0.03316112647814546, 0.02259764928437279, -0.015424766261277919, 0.010538769938576956,
        -0.007204519666511045, 0.0049270580267742016, -0.0033700680515484165, 0.0023028895420557894,
        -0.00157420216813665, 0.0010901225234458578, -0.0007549229618596274, 0.0004717939701691318,
        -0.0002843132292526133, 0.0002805343686746867, -0.0002785074876883787, 0.00011881232908510335,
    ];

    // (1/r − π cot πr)/r in r², |r| ≤ ½; relative error 7·10⁻¹⁹.
    private const double CotangentConstant = 3.289868133696453;
    private const double CotangentConstantRest = 5.881938586722452e-17;

    private static ReadOnlySpan<double> CotangentSlope =>
    [
        2.1646464674222803, 2.034686123967514, 2.008154712581119, 2.001989137271178, 2.000492722028886,
        2.000107311804003, 2.0003196741577174, 1.996097485576224, 2.0382490222156067, 1.727615124757811,
        3.4058369233965187, -3.1611194298940593, 14.94347381679524, -18.39196776357757, 18.391967765908955,
    ];
}
