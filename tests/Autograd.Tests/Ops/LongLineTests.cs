using FluentAssertions;

namespace Autograd.Tests;

/// <summary>Long lines between a few columns are turned before they are worked on; the same data laid out along memory says what must come out.</summary>
public sealed class LongLineTests
{
    private static readonly Dictionary<string, Func<Tensor, int, Tensor>> Operations = new()
    {
        ["Softmax"] = (x, axis) => x.Softmax(axis),
        ["LogSoftmax"] = (x, axis) => x.LogSoftmax(axis),
        ["LogSumExp"] = (x, axis) => x.LogSumExp(axis, keepDims: true),
        ["Variance"] = (x, axis) => x.Variance(axis, keepDims: true),
        ["Norm"] = (x, axis) => x.Norm(2, axis, keepDims: true),
        ["Max"] = (x, axis) => x.Max(axis, keepDims: true),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_are_those_of_the_transpose(string name)
    {
        Func<Tensor, int, Tensor> f = Operations[name];
        Tensor x = Tensor.Normal<double>(new Random(1), 2, 70_000, 3), turned = x.Permute(0, 2, 1).Contiguous();
        (Tensor value, Func<Tensor, Tensor> pullback) = Differentiate.Vjp(t => f(t, 1), x);
        (Tensor same, Func<Tensor, Tensor> alike) = Differentiate.Vjp(t => f(t, 2), turned);
        Tensor upstream = Tensor.Normal<double>(new Random(2), value.Shape);
        Difference(value, same.Permute(0, 2, 1)).Should().BeLessThan(1e-12);
        Difference(pullback(upstream), alike(upstream.Permute(0, 2, 1).Contiguous()).Permute(0, 2, 1)).Should().BeLessThan(1e-12);
    }

    [Fact]
    public void The_largest_is_found_where_it_stands()
    {
        Tensor x = Tensor.Normal<float>(new Random(3), 90_000, 2);
        float[] all = x.ToArray<float>();
        int[] places = [.. Enumerable.Range(0, 2).Select(column => Enumerable.Range(0, 90_000).MaxBy(row => all[2 * row + column]))];
        x.ArgMax(0).Should().Equal(places);
    }

    private static double Difference(Tensor a, Tensor b) => (a - b).Abs().Max().ToDouble();
}
