namespace Autograd.Tests.Numerics;

/// <summary>The exponential family as kernels compute it, over the whole range, in units in the last place.</summary>
public sealed class ExponentialLanesTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Kernel, Func<double, double> Reference, double Low, double High)> Functions = new()
    {
        ["Exp"] = (x => x.Exp(), Math.Exp, -110, 95),
        ["Expm1"] = (x => x.Expm1(), ExponentialFunction.Expm1, -110, 95),
        ["Tanh"] = (x => x.Tanh(), Math.Tanh, -25, 25),
        ["Log1p"] = (x => x.Log1p(), ExponentialFunction.Log1p, -1, 60),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Single_precision_is_right_to_three_units(string name)
    {
        var (kernel, reference, low, high) = Functions[name];
        float[] x = [.. Points(low, high).Select(value => (float)value), float.Epsilon, -float.Epsilon, 1e-20f, float.MaxValue];
        float[] found = kernel(Tensor.From(x)).ToArray<float>();
        for (int i = 0; i < x.Length; i++)
            Distance(found[i], reference(x[i]), Spacing((float)reference(x[i]))).Should().BeLessThanOrEqualTo(3, $"of {name}({x[i]:R}), found {found[i]:R}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Double_precision_is_right_to_three_units(string name)
    {
        var (kernel, reference, low, high) = Functions[name];
        double[] x = [.. Points(7.5 * Math.Max(low, -100), 7.6 * high).Where(value => name != "Log1p" || value > -1), .. Points(low, high), double.Epsilon, 1e-300, -1e-300];
        double[] found = kernel(Tensor.From(x)).ToArray<double>();
        for (int i = 0; i < x.Length; i++)
        {
            double expected = reference(x[i]);
            double spacing = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
            Distance(found[i], expected, spacing).Should().BeLessThanOrEqualTo(3, $"of {name}({x[i]:R}), found {found[i]:R}");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Special_values_are_exact(string name)
    {
        var (kernel, reference, _, _) = Functions[name];
        double[] x = [0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 800, -800, double.MaxValue, -double.MaxValue];
        // Reference values by definition of each function at these points.
        double[] expected = [.. x.Select(value => reference(value))];
        foreach (DType type in Enum.GetValues<DType>())
        {
            double[] found = kernel(Tensor.From(x).Cast(type)).Cast(DType.Float64).ToArray<double>();
            for (int i = 0; i < x.Length; i++)
            {
                double rounded = type == DType.Float32 ? (float)reference((float)x[i]) : expected[i];
                if (double.IsFinite(rounded) && rounded != 0)
                    found[i].Should().BeApproximately(rounded, Math.Abs(rounded) * 1e-6, $"of {name}({x[i]})");
                else if (double.IsNaN(rounded))
                    found[i].Should().Be(double.NaN, $"of {name}({x[i]}) in {type}");
                else
                    BitConverter.DoubleToInt64Bits(found[i]).Should().Be(BitConverter.DoubleToInt64Bits(rounded), $"of {name}({x[i]}) in {type}");
            }
        }
    }

    private static IEnumerable<double> Points(double low, double high)
    {
        Random random = new(9);
        for (int i = 0; i < 20000; i++)
            yield return low + (high - low) * random.NextDouble();
        for (int i = 0; i < 20000; i++)
            yield return (random.Next(2) * 2 - 1) * Math.Pow(10, -12 * random.NextDouble());
    }

    private static double Distance(double found, double expected, double spacing) =>
        found.Equals(expected) || (double.IsNaN(found) && double.IsNaN(expected)) ? 0
        : double.IsInfinity(found) && Math.Abs(expected) > 3.4e38 ? 0
        : Math.Abs(found - expected) / spacing;

    private static double Spacing(float value) => (double)MathF.BitIncrement(Math.Abs(value)) - Math.Abs(value);
}
