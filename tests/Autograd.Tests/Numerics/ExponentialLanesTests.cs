using static System.Double;

namespace Autograd.Tests.Numerics;

/// <summary>
/// The exponential family and its inverses in registers of every width, over the whole range, in units in the last place.
/// </summary>
public sealed class ExponentialLanesTests
{
    // Kernel, float64 reference for float32, reference for float64; values at 0, −0, ∞, −∞ and NaN.
    private static readonly Dictionary<string, (Func<int, Func<Tensor, Tensor>> Kernel, Func<double, double> Reference, Func<double, DoubleDouble> Precise, double[] Special)> Functions = new()
    {
        ["Exp"] = (Registers.Of(new ExpFormula()), Math.Exp, x => Precise.Exp(x), [1, 1, PositiveInfinity, 0, NaN]),
        ["Expm1"] = (Registers.Of(new Expm1Formula()), x => Precise.Expm1(x).High, x => Precise.Expm1(x), [0, -0.0, PositiveInfinity, -1, NaN]),
        ["Log"] = (Registers.Of(new LogFormula()), Math.Log, x => Precise.Log(x), [NegativeInfinity, NegativeInfinity, PositiveInfinity, NaN, NaN]),
        ["Log1p"] = (Registers.Of(new Log1pFormula()), x => Precise.Log1p(x).High, x => Precise.Log1p(x), [0, -0.0, PositiveInfinity, NaN, NaN]),
        ["Log2"] = (Registers.Of(new Log2Formula()), Math.Log2, Precise.Log2, [NegativeInfinity, NegativeInfinity, PositiveInfinity, NaN, NaN]),
        ["Log10"] = (Registers.Of(new Log10Formula()), Math.Log10, Precise.Log10, [NegativeInfinity, NegativeInfinity, PositiveInfinity, NaN, NaN]),
        ["Sinh"] = (Registers.Of(new SinhFormula()), Math.Sinh, Precise.Sinh, [0, -0.0, PositiveInfinity, NegativeInfinity, NaN]),
        ["Cosh"] = (Registers.Of(new CoshFormula()), Math.Cosh, Precise.Cosh, [1, 1, PositiveInfinity, PositiveInfinity, NaN]),
        ["Tanh"] = (Registers.Of(new TanhFormula()), Math.Tanh, Precise.Tanh, [0, -0.0, 1, -1, NaN]),
        ["Asinh"] = (Registers.Of(new AsinhFormula()), Math.Asinh, Precise.Asinh, [0, -0.0, PositiveInfinity, NegativeInfinity, NaN]),
        ["Acosh"] = (Registers.Of(new AcoshFormula()), Math.Acosh, Precise.Acosh, [NaN, NaN, PositiveInfinity, NaN, NaN]),
        ["Atanh"] = (Registers.Of(new AtanhFormula()), Math.Atanh, Precise.Atanh, [0, -0.0, NaN, NaN, NaN]),
        ["Pow(2.5)"] = (Registers.Of(new PowerFormula(2.5)), x => Math.Pow(x, 2.5), x => Precise.Pow(x, 2.5), [0, 0, PositiveInfinity, PositiveInfinity, NaN]),
        ["Pow(-1.3)"] = (Registers.Of(new PowerFormula(-1.3)), x => Math.Pow(x, -1.3), x => Precise.Pow(x, -1.3), [PositiveInfinity, PositiveInfinity, 0, 0, NaN]),
        ["Pow(101)"] = (Registers.Of(new PowerFormula(101)), x => Math.Pow(x, 101), x => Precise.Pow(x, 101), [0, -0.0, PositiveInfinity, NegativeInfinity, NaN]),
        ["Pow(∞)"] = (Registers.Of(new PowerFormula(PositiveInfinity)), x => Math.Pow(x, PositiveInfinity), x => Precise.Pow(x, PositiveInfinity), [0, 0, PositiveInfinity, PositiveInfinity, NaN]),
        ["Pow(NaN)"] = (Registers.Of(new PowerFormula(NaN)), x => Math.Pow(x, NaN), x => Precise.Pow(x, NaN), [NaN, NaN, NaN, NaN, NaN]),
    };

    private static readonly Dictionary<string, (Func<int, Func<Tensor, Tensor, Tensor>> Kernel, Func<double, double, double> Reference, Func<double, double, DoubleDouble> Precise)> BinaryFunctions = new()
    {
        ["Pow"] = (Registers.OfTwo(new PowFormula()), Math.Pow, Precise.Pow),
        ["Hypot"] = (Registers.OfTwo(new HypotFormula()), double.Hypot, Precise.Hypot),
    };

    public static MatrixTheoryData<string, int> Unary => new(Functions.Keys, Registers.Widths);

    public static MatrixTheoryData<string, int> Binary => new(BinaryFunctions.Keys, Registers.Widths);

    [Theory, MemberData(nameof(Unary))]
    public void Single_precision_is_right_to_one_and_a_half_units(string name, int bits)
    {
        var (kernel, reference, _, _) = Functions[name];
        Right(Ulps.Single(kernel(bits), reference, [.. Ulps.Floats(100_000), .. Points(103, 20_000).Select(x => (float)x)]), 1.5);
    }

    [Theory, MemberData(nameof(Unary))]
    public void Double_precision_is_right_to_two_units(string name, int bits)
    {
        var (kernel, _, reference, _) = Functions[name];
        Right(Ulps.Double(kernel(bits), reference, [.. Ulps.Doubles(5_000), .. Points(745, 2_000)]), 2);
    }

    [Theory, MemberData(nameof(Binary))]
    public void Single_precision_of_two_numbers_is_right_to_one_and_a_half_units(string name, int bits)
    {
        var (kernel, reference, _) = BinaryFunctions[name];
        Right(Ulps.Single(kernel(bits), reference, Pairs(100_000).Select(at => ((float)at.X, (float)at.Y))), 1.5);
    }

    [Theory, MemberData(nameof(Binary))]
    public void Double_precision_of_two_numbers_is_right_to_two_units(string name, int bits)
    {
        var (kernel, _, reference) = BinaryFunctions[name];
        Right(Ulps.Double(kernel(bits), reference, Pairs(20_000)), 2);
    }

    [Theory, MemberData(nameof(Unary))]
    public void Special_values_are_exact(string name, int bits)
    {
        double[] x = [0, -0.0, PositiveInfinity, NegativeInfinity, NaN], expected = Functions[name].Special;
        foreach (DType type in Enum.GetValues<DType>())
        {
            double[] found = Functions[name].Kernel(bits)(Tensor.From(x).Cast(type)).Cast(DType.Float64).ToArray<double>();
            found.Should().Equal(expected, (a, b) => a.Equals(b) && (IsNaN(a) || IsNegative(a) == IsNegative(b)), $"of {name} in {type}");
        }
    }

    private static void Right(Worst worst, double tolerance) => worst.Ulps.Should().BeLessThanOrEqualTo(tolerance, $"{worst}");

    // Near 0 and ±1, where these functions or their results vanish, and up to where they overflow and underflow.
    private static IEnumerable<double> Points(double edge, int count) =>
        [.. Ulps.Near(0, count), .. Ulps.Near(1, count), .. Ulps.Near(-1, count), .. Ulps.Between(-2, 2, count), .. Ulps.Between(-edge, edge, count)];

    // Any two numbers; numbers of ordinary size, the second whole at times; and all pairs of special ones.
    private static IEnumerable<(double X, double Y)> Pairs(int count)
    {
        Random random = new(3);
        double[] any = [.. Ulps.Floats(count).Select(x => (double)x)];
        double[] special = [0, -0.0, 1, -1, 2, -2, 3, 0.5, -0.5, -2.5, 1e300, 1e-300, MaxValue, Epsilon, 4503599627370497, PositiveInfinity, NegativeInfinity, NaN];
        foreach (double x in any)
            yield return (x, any[random.Next(any.Length)]);
        for (int i = 0; i < count; i++)
            yield return (any[random.Next(any.Length)], i % 3 == 0 ? random.Next(-9, 10) : random.NextDouble() * 40 - 20);
        for (int i = 0; i < count; i++)
            yield return (Math.Exp(random.NextDouble() * 4 - 2), random.NextDouble() * 700 - 350);
        foreach (double x in special)
            foreach (double y in special)
                yield return (x, y);
    }
}
