namespace Autograd.Tests.Numerics;

/// <summary>The exponential family as kernels compute it, over the whole range, in units in the last place.</summary>
public sealed class ExponentialLanesTests
{
    private static readonly Dictionary<string, (Func<Tensor, Tensor> Kernel, Func<double, double> Reference, Func<double, DoubleDouble> Precise)> Functions = new()
    {
        ["Exp"] = (x => x.Exp(), Math.Exp, x => Precise.Exp(x)),
        ["Expm1"] = (x => x.Expm1(), ExponentialFunction.Expm1, x => Precise.Expm1(x)),
        ["Log"] = (x => x.Log(), Math.Log, x => Precise.Log(x)),
        ["Log1p"] = (x => x.Log1p(), ExponentialFunction.Log1p, x => Precise.Log1p(x)),
        ["Log2"] = (x => x.Log2(), Math.Log2, Precise.Log2),
        ["Log10"] = (x => x.Log10(), Math.Log10, Precise.Log10),
        ["Sinh"] = (x => x.Sinh(), Math.Sinh, Precise.Sinh),
        ["Cosh"] = (x => x.Cosh(), Math.Cosh, Precise.Cosh),
        ["Tanh"] = (x => x.Tanh(), Math.Tanh, Precise.Tanh),
        ["Asinh"] = (x => x.Asinh(), Math.Asinh, Precise.Asinh),
        ["Acosh"] = (x => x.Acosh(), Math.Acosh, Precise.Acosh),
        ["Atanh"] = (x => x.Atanh(), Math.Atanh, Precise.Atanh),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Single_precision_is_right_to_one_and_a_half_units(string name)
    {
        var (kernel, reference, _) = Functions[name];
        Worst worst = Ulps.Single(kernel, reference, [.. Ulps.Floats(100_000), .. Points(103, 20_000).Select(x => (float)x)]);
        worst.Ulps.Should().BeLessThanOrEqualTo(1.5, $"of {name}, {worst}");
    }

    [Theory, MemberData(nameof(Names))]
    public void Double_precision_is_right_to_two_units(string name)
    {
        var (kernel, _, reference) = Functions[name];
        Worst worst = Ulps.Double(kernel, reference, [.. Ulps.Doubles(10_000), .. Points(745, 5_000)]);
        worst.Ulps.Should().BeLessThanOrEqualTo(2, $"of {name}, {worst}");
    }

    // Near 0 and 1, where these functions or their results vanish, and up to where they overflow and underflow.
    private static IEnumerable<double> Points(double edge, int count) =>
        [.. Ulps.Near(0, count), .. Ulps.Near(1, count), .. Ulps.Near(-1, count), .. Ulps.Between(-2, 2, count), .. Ulps.Between(-edge, edge, count)];
}
