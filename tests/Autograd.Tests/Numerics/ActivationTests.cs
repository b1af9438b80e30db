namespace Autograd.Tests.Numerics;

/// <summary>Operations built on the exponential family: how exact they are, and what they make of very large numbers.</summary>
public sealed class ActivationTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Operation, Func<double, DoubleDouble> Reference, double Units)> Operations = new()
    {
        ["Sigmoid"] = (x => x.Sigmoid(), Sigmoid, 2.5),
        ["LogSigmoid"] = (x => x.LogSigmoid(), x => -Softplus(-x), 2),
        ["Softplus"] = (x => x.Softplus(), Softplus, 2),
        ["Silu"] = (x => x.Silu(), x => x * Sigmoid(x), 3),
        ["Mish"] = (x => x.Mish(), x => x * Mish(Precise.Exp(x) * (Precise.Exp(x) + 2)), 4),
        ["Elu"] = (x => x.Elu(0.5), x => x > 0 ? x : 0.5 * Precise.Expm1(x), 2),
        ["Selu"] = (x => x.Selu(), x => 1.0507009873554804934193349852946 * (x > 0 ? x : 1.6732632423543772848170429916717 * Precise.Expm1(x)), 3),
        ["Rsqrt"] = (x => x.Rsqrt(), x => x > 0 ? 1 / Precise.Sqrt(x) : 1 / Math.Sqrt(x), 1.5),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory, MemberData(nameof(Names))]
    public void It_is_right_to_a_few_units(string name)
    {
        var (operation, reference, units) = Operations[name];
        double[] points = [.. Ulps.Between(-80, 80, 20_000), .. Ulps.Between(-2, 2, 20_000), .. Ulps.Near(0, 5_000).Where(x => x != 0)];
        Worst single = Ulps.Single(operation, x => (double)reference(x), points.Select(x => (float)x)), twice = Ulps.Double(operation, reference, points);
        single.Ulps.Should().BeLessThanOrEqualTo(units, $"{single}");
        twice.Ulps.Should().BeLessThanOrEqualTo(units, $"{twice}");
    }

    // Values and slopes at −∞, −10⁴, 10⁴ and ∞.
    [Theory]
    [InlineData("Sigmoid", new[] { 0, 0, 1, 1.0 }, new[] { 0, 0, 0, 0.0 })]
    [InlineData("LogSigmoid", new[] { double.NegativeInfinity, -1e4, 0, 0 }, new[] { 1, 1, 0, 0.0 })]
    [InlineData("Softplus", new[] { 0, 0, 1e4, double.PositiveInfinity }, new[] { 0, 0, 1, 1.0 })]
    [InlineData("Silu", new[] { 0, 0, 1e4, double.PositiveInfinity }, new[] { 0, 0, 1, 1.0 })]
    [InlineData("Mish", new[] { 0, 0, 1e4, double.PositiveInfinity }, new[] { 0, 0, 1, 1.0 })]
    [InlineData("Elu", new[] { -0.5, -0.5, 1e4, double.PositiveInfinity }, new[] { 0, 0, 1, 1.0 })]
    public void It_stays_stable_far_out(string name, double[] values, double[] slopes)
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor x = Tensor.Parameter(Tensor.From([double.NegativeInfinity, -1e4, 1e4, double.PositiveInfinity]).Cast(type)), y = Operations[name].Operation(x);
            y.Backward(Tensor.Ones<double>(4).Cast(type));
            y.Cast(DType.Float64).ToArray<double>().Should().Equal(values);
            x.Grad!.Cast(DType.Float64).ToArray<double>().Should().Equal(slopes);
        }
    }

    private static DoubleDouble Sigmoid(double x)
    {
        DoubleDouble e = Precise.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    private static DoubleDouble Softplus(double x) => Math.Max(x, 0) + Precise.Log1p(Precise.Exp(-Math.Abs(x)));

    // tanh(ln(1 + eˣ)) = n / (n + 2) with n = eˣ(eˣ + 2).
    private static DoubleDouble Mish(DoubleDouble n) => n / (n + 2);
}
