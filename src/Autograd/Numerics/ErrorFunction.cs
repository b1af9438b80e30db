namespace Autograd;

/// <summary>
/// erf and erfc from two fits: erf itself near 0, and the scaled tail exp(x²) · erfc(x) beyond ½.
/// tools/coefficients.py makes both.
/// </summary>
internal static class ErrorFunction
{
    /// <summary>erf(x) = 2/√π · ∫₀ˣ exp(−t²) dt.</summary>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        return magnitude >= TailFrom ? Math.CopySign(1 - Tail(magnitude), x) : NearZero(x);
    }

    /// <summary>erfc(x) = 1 − erf(x), relatively accurate until it underflows beyond 27.2.</summary>
    public static double Erfc(double x) => x switch
    {
        >= TailFrom => Tail(x),
        <= -TailFrom => 2 - Tail(-x),
        _ => 1 - NearZero(x),
    };

    private static double NearZero(double x) => Math.FusedMultiplyAdd(x, Polynomial.Evaluate(Center, x * x), x);

    // erfc(x) = exp(−x²) · g(t)/(1 + 2x), where g varies little in t = (x − c)/(x + c). The exponential is taken of
    // the rounded square; its rounding error and the quotient's come in at the end, in one fused step.
    private static double Tail(double x)
    {
        if (x >= Underflow)
        {
            return 0;
        }

        DoubleDouble square = DoubleDouble.Product(x, x);
        double exponential = Math.Exp(-square.High);

        double t = (x - TailCenter) / (x + TailCenter);
        DoubleDouble g = DoubleDouble.Sum(TailConstant, Math.FusedMultiplyAdd(t, Polynomial.Evaluate(TailSlope, t), TailConstantRest));
        DoubleDouble quotient = g / DoubleDouble.Sum(1, 2 * x);
        double correction = quotient.Low - square.Low * quotient.High;
        return Math.FusedMultiplyAdd(exponential, quotient.High, exponential * correction);
    }

    private const double TailFrom = 0.5;
    private const double Underflow = 27.5;
    private const double TailCenter = 3.75;

    // erf(x)/x − 1 in x², |x| ≤ ½; relative error 2·10⁻²⁰.
    private static ReadOnlySpan<double> Center =>
    [
        0.1283791670955126, -0.3761263890318375, 0.1128379167095487, -0.02686617064499972, 0.0052239776220169365,
        -0.0008548326510724796, 0.00012055286202005714, -1.4923003368152099e-05, 1.637123442577e-06,
        -1.462091340945175e-07,
    ];

    // g on [½, 27.5]; relative error 4·10⁻¹⁹.
    private const double TailConstant = 1.2375126308378275;
    private const double TailConstantRest = 1.0547430967818654e-16;

    private static ReadOnlySpan<double> TailSlope =>
    [
        -0.14024059858554702, 0.0035854154854636543, 0.08227673849015027, -0.10880393014170595, 0.09230432116023325,
        -0.05869339859055838, 0.028362277420774455, -0.009746579547963784, 0.001755625841134296,
        0.00029371360250019885, -0.0002901540417519541, 5.1649336982011475e-05, 2.2384199504710493e-05,
        -1.1444677408907506e-05, -9.73717932816625e-07, 1.7522273473088292e-06, -5.654591118390395e-08,
        -2.586119412433388e-07, 2.2138499650109562e-08, 3.766972977409541e-08, -2.8160732101921526e-09,
        -4.049977704057852e-09,
    ];
}
