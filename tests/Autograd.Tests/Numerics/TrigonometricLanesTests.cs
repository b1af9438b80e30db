using static System.Double;

namespace Autograd.Tests.Numerics;

/// <summary>
/// The trigonometric and error functions in registers of every width, over the whole range, in units in the last place. A
/// processor that rounds products before it adds is allowed a little more.
/// </summary>
public sealed class TrigonometricLanesTests
{
    // Kernel, reference, float32's tolerance; values at 0, −0, ∞, −∞ and NaN.
    private static readonly Dictionary<string, (Func<int, Func<Tensor, Tensor>> Kernel, Func<double, DoubleDouble> Precise, double Single, double[] Special)> Functions = new()
    {
        ["Sin"] = (Registers.Of(new SinFormula()), PreciseAngles.Sin, 1.5, [0, -0.0, NaN, NaN, NaN]),
        ["Cos"] = (Registers.Of(new CosFormula()), PreciseAngles.Cos, 1.5, [1, 1, NaN, NaN, NaN]),
        ["Tan"] = (Registers.Of(new TanFormula()), PreciseAngles.Tan, 1.5, [0, -0.0, NaN, NaN, NaN]),
        ["Asin"] = (Registers.Of(new AsinFormula()), PreciseAngles.Asin, 1.5, [0, -0.0, NaN, NaN, NaN]),
        ["Acos"] = (Registers.Of(new AcosFormula()), PreciseAngles.Acos, 1.5, [Math.PI / 2, Math.PI / 2, NaN, NaN, NaN]),
        ["Atan"] = (Registers.Of(new AtanFormula()), PreciseAngles.Atan, 1.5, [0, -0.0, Math.PI / 2, -Math.PI / 2, NaN]),
        ["Erf"] = (Registers.Of(new ErfFormula()), PreciseErrorFunction.Erf, 1.5, [0, -0.0, 1, -1, NaN]),
        ["Erfc"] = (Registers.Of(new ErfcFormula()), x => PreciseErrorFunction.Erfc(x), 1.5, [1, 1, 0, 2, NaN]),
        ["Gelu"] = (Registers.Of(new GeluFormula()), PreciseErrorFunction.Gelu, 3, [0, -0.0, PositiveInfinity, -0.0, NaN]),
    };

    public static MatrixTheoryData<string, int> Unary => new(Functions.Keys, Registers.Widths);

    public static TheoryData<int> Widths => [.. Registers.Widths];

    [Theory, MemberData(nameof(Unary))]
    public void Single_precision_is_right_to_one_and_a_half_units(string name, int bits)
    {
        var (kernel, reference, tolerance, _) = Functions[name];
        IEnumerable<float> points = Points(name, 12, 8_000).Select(x => (float)x).Concat(Ulps.Floats(20_000));
        if (name == "Gelu")
            points = points.Where(x => x is not (> -15 and < -12.9f)); // where Φ is subnormal and has few digits
        Right(Ulps.Single(kernel(bits), x => Rounded(reference(x)), points), tolerance);
    }

    [Theory, MemberData(nameof(Unary))]
    public void Double_precision_is_right_to_two_units(string name, int bits)
    {
        var (kernel, reference, _, _) = Functions[name];
        Right(Ulps.Double(kernel(bits), reference, [.. Ulps.Doubles(5_000), .. Points(name, 30, 3_000)]), 2);
    }

    [Theory, MemberData(nameof(Widths))]
    public void Angles_of_points_are_right(int bits)
    {
        Func<Tensor, Tensor, Tensor> kernel = Registers.OfTwo(new Atan2Formula())(bits);
        Right(Ulps.Single(kernel, Math.Atan2, Pairs(20_000).Select(at => ((float)at.Y, (float)at.X))), 1.5);
        Right(Ulps.Double(kernel, PreciseAngles.Atan2, Pairs(5_000)), 2);
    }

    // Relatively, but absolutely around −0.75, where it vanishes.
    [Theory, MemberData(nameof(Widths))]
    public void Slope_of_gelu_is_right(int bits)
    {
        double[] x = [.. Points("Gelu", 12, 3_000).Select(x => (double)(float)x), PositiveInfinity, NegativeInfinity];
        foreach ((DType type, double tolerance) in (ReadOnlySpan<(DType, double)>)[(DType.Float32, 3e-7), (DType.Float64, 1e-15)])
        {
            double[] found = Registers.Of(new GeluSlopeFormula())(bits)(Tensor.From(x).Cast(type)).Cast(DType.Float64).ToArray<double>();
            for (int i = 0; i < x.Length; i++)
            {
                double expected = PreciseErrorFunction.GeluSlope(x[i]), size = Math.Max(Math.Abs(expected), Math.Abs(x[i]) < 2 ? 0.1 : 0);
                found[i].Should().BeApproximately(expected, tolerance * size, $"at {x[i]:R} in {type}");
            }
        }
    }

    [Theory, MemberData(nameof(Unary))]
    public void Special_values_are_exact(string name, int bits)
    {
        double[] x = [0, -0.0, PositiveInfinity, NegativeInfinity, NaN];
        foreach (DType type in Enum.GetValues<DType>())
        {
            double[] expected = Tensor.From(Functions[name].Special).Cast(type).Cast(DType.Float64).ToArray<double>();
            double[] found = Functions[name].Kernel(bits)(Tensor.From(x).Cast(type)).Cast(DType.Float64).ToArray<double>();
            found.Should().Equal(expected, (a, b) => a.Equals(b) && (IsNaN(a) || IsNegative(a) == IsNegative(b)), $"of {name} in {type}");
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_large_argument_leaves_its_neighbours_alone(int bits)
    {
        double[] small = [.. Enumerable.Range(0, 16).Select(i => 0.37 * i)], mixed = [.. small];
        mixed[3] = mixed[9] = 1e30;
        foreach (string name in (string[])["Sin", "Cos", "Tan"])
            foreach (DType type in Enum.GetValues<DType>())
            {
                Func<Tensor, Tensor> kernel = Functions[name].Kernel(bits);
                double[] alone = kernel(Tensor.From(small).Cast(type)).Cast(DType.Float64).ToArray<double>();
                double[] beside = kernel(Tensor.From(mixed).Cast(type)).Cast(DType.Float64).ToArray<double>();
                beside.Where((_, i) => i is not (3 or 9)).Should().Equal(alone.Where((_, i) => i is not (3 or 9)), $"of {name} in {type}");
            }
    }

    // A sum would lose the sign of −0.
    private static double Rounded(DoubleDouble value) => value.Low == 0 ? value.High : (double)value;

    private static void Right(Worst worst, double tolerance) =>
        worst.Ulps.Should().BeLessThanOrEqualTo(Processor.FusesMultiplyAdd ? tolerance : tolerance + 1, $"{worst}");

    // Near 0 and ±1, where these functions vanish or end; up to where the tails underflow; near and far multiples of π/2.
    private static IEnumerable<double> Points(string name, double edge, int count) =>
    [
        .. Ulps.Near(0, count), .. Ulps.Near(1, count), .. Ulps.Near(-1, count), .. Ulps.Between(-2, 2, count), .. Ulps.Between(-edge, edge, count),
        .. name is "Sin" or "Cos" or "Tan" ? Multiples(count) : [],
    ];

    private static IEnumerable<double> Multiples(int count)
    {
        for (int k = 1; k <= count; k++)
        {
            double angle = (k < count / 2 ? k : (long)k * k * k) * Math.PI / 2;
            yield return angle;
            yield return (float)angle;
            yield return -Math.BitIncrement(angle);
            yield return angle + 0.3;
            yield return -(float)(angle + 0.785);
        }
    }

    // Quotients neither huge nor tiny in both orders, points near the diagonals, and all pairs of special numbers.
    private static IEnumerable<(double Y, double X)> Pairs(int count)
    {
        Random random = new(5);
        double[] special = [0, -0.0, 1, -1, PositiveInfinity, NegativeInfinity, NaN];
        foreach (double y in special)
            foreach (double x in special)
                yield return (y, x);
        for (int i = 0; i < count; i++)
        {
            double x = random.NextDouble() * 2 - 1, y = random.NextDouble() * 2 - 1, size = Math.Pow(10, random.NextDouble() * 60 - 30);
            yield return (y, x);
            yield return (y * size, x * size);
            yield return (y * 1e-3, x);
            yield return (y, x * 1e-3);
            yield return (x * (1 + y * 1e-6), -x);
        }
    }
}
