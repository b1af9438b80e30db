using FluentAssertions;

namespace Autograd.Tests;

/// <summary>An element's value and slope do not depend on where it stands: alone, in a whole register, in a pair of them or in what is left.</summary>
public sealed class ElementPlaceTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor>> Operations = new()
    {
        ["Exp"] = x => x.Exp(), ["Expm1"] = x => x.Expm1(), ["Log"] = x => x.Log(), ["Log1p"] = x => x.Log1p(), ["Sigmoid"] = x => x.Sigmoid(),
        ["Silu"] = x => x.Silu(), ["Gelu"] = x => x.Gelu(), ["Gelu tanh"] = x => x.Gelu(true), ["Tanh"] = x => x.Tanh(), ["Softplus"] = x => x.Softplus(),
        ["Mish"] = x => x.Mish(), ["Elu"] = x => x.Elu(), ["Selu"] = x => x.Selu(), ["Sin"] = x => x.Sin(), ["Cos"] = x => x.Cos(), ["Tan"] = x => x.Tan(),
        ["Atan"] = x => x.Atan(), ["Sinh"] = x => x.Sinh(), ["Cosh"] = x => x.Cosh(), ["Erf"] = x => x.Erf(), ["Pow"] = x => x.Pow(2.5),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Single_precision(string name) => Same(Operations[name], DType.Float32);

    [Theory, MemberData(nameof(Names))]
    public void Double_precision(string name) => Same(Operations[name], DType.Float64);

    private static void Same(Func<Tensor, Tensor> f, DType type)
    {
        foreach (int count in (int[])[3, 16, 19, 35, 77])
        {
            Tensor x = (Tensor.Uniform<double>(new Random(count), count) * 6 + 0.01).Cast(type);
            (double[] values, double[] slopes) = At(f, x);
            for (int i = 0; i < count; i++)
            {
                (double[] value, double[] slope) = At(f, x[i]);
                value[0].Should().Be(values[i]);
                slope[0].Should().Be(slopes[i]);
            }
        }
    }

    private static (double[] Values, double[] Slopes) At(Func<Tensor, Tensor> f, Tensor x)
    {
        (Tensor value, Func<Tensor, Tensor> pullback) = Differentiate.Vjp(f, x);
        return (Read(value), Read(pullback(Tensor.Ones<double>(x.Shape).Cast(x.DType))));
    }

    private static double[] Read(Tensor x) => x.Cast(DType.Float64).ToArray<double>();
}
