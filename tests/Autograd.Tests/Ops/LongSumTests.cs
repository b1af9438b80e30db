namespace Autograd.Tests;

/// <summary>Sums of a million terms in single precision, wherever they are taken, against the exact ones: a tenth added one by one is off by a percent.</summary>
public class LongSumTests
{
    private const int Count = 1_000_000;

    private const double Exact = Count * (double)0.1f;

    // The narrowest registers add the longest runs: 1.0e-6 there, half of it in wider ones.
    private const double Tolerance = 2e-6;

    private static readonly int[] SamePlace = new int[Count];

    private static Tensor Tenths(params int[] shape) => Tensor.Full(0.1f, shape).Contiguous();

    [Fact]
    public void TheWeightGradientOfANarrowLayer()
    {
        foreach ((int inputs, int outputs) in ((int, int)[])[(1, 1), (3, 1), (8, 1), (3, 2), (1, 8), (5, 3), (8, 8)])
        {
            Tensor weight = Tensor.Parameter(Tensor.Ones<float>(inputs, outputs)), bias = Tensor.Parameter(Tensor.Zeros<float>(outputs));
            Tenths(Count, inputs).Linear(weight, bias).Sum().Backward();
            ShouldBeNear(weight.Grad!, Exact, $"{inputs} to {outputs}");
            ShouldBeNear(bias.Grad!, Count, $"{inputs} to {outputs}");
        }
    }

    [Fact]
    public void AProductThatIsAddedToAGradient()
    {
        Tensor weight = Tensor.Parameter(Tensor.Ones<float>(3, 2)), x = Tenths(Count / 2, 3);
        (x.MatMul(weight).Sum() + x.MatMul(weight).Sum()).Backward();
        ShouldBeNear(weight.Grad!, Exact, "of two uses");
    }

    [Fact]
    public void ScalarProducts()
    {
        Tensor ones = Tensor.Ones<float>(Count);
        ShouldBeNear(Tenths(Count).Dot(ones), Exact, "in order");
        ShouldBeNear(Tenths(Count, 2)[.., 1].Dot(ones), Exact, "of a column");
        ShouldBeNear(Tenths(1, Count).MatMul(ones.Reshape(Count, 1)), Exact, "of matrices");
        ShouldBeNear(Tenths(Count, 5).Transpose().MatMul(ones), Exact, "of columns");
    }

    [Fact]
    public void GradientsOfOneIndexRepeated()
    {
        ShouldBeNear(Derivatives.Of(static x => x.IndexSelect(0, SamePlace)[.., 1], Tensor.Zeros<float>(3, 2), Tenths(Count))[0, 1], Exact, "of rows");
        ShouldBeNear(Derivatives.Of(static x => x.IndexSelect(0, SamePlace), Tensor.Zeros<float>(3), Tenths(Count))[0], Exact, "of numbers");
        ShouldBeNear(Derivatives.Of(static x => x.Gather(0, SamePlace), Tensor.Zeros<float>(3), Tenths(Count))[0], Exact, "gathered");
        ShouldBeNear(Tensor.Zeros<float>(2).ScatterAdd(0, SamePlace, Tenths(Count))[0], Exact, "scattered");
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void RepeatedIndicesAmongOthersGoWhereTheyBelong(DType type)
    {
        Random random = new(5);
        int[] indices = [.. Enumerable.Range(0, 700).Select(i => i % 3 == 0 ? 4 : random.Next(9))];
        Tensor upstream = Tensor.Normal<double>(random, 2, 700, 3).Cast(type);
        double[] expected = new double[2 * 9 * 3], terms = upstream.Doubles();
        for (int i = 0; i < terms.Length; i++)
            expected[(i / 2100 * 9 + indices[i / 3 % 700]) * 3 + i % 3] += terms[i];
        Tensor zeros = Tensor.Zeros<double>(2, 9, 3).Cast(type);
        Derivatives.Of(x => x.IndexSelect(1, indices), zeros, upstream).ShouldHold(expected, "in rows", type == DType.Float32 ? 1e-5 : 1e-13);
        int[] places = [.. Enumerable.Range(0, terms.Length).Select(i => indices[i / 3 % 700])];
        Derivatives.Of(x => x.Gather(1, places, 2, 700, 3), zeros, upstream).ShouldHold(expected, "in places", type == DType.Float32 ? 1e-5 : 1e-13);
    }

    [Fact]
    public void EveryRunningSum()
    {
        ShouldCount(Tenths(Count).CumulativeSum(0).ToArray<float>(), 1);
        ShouldCount(Tenths(Count / 4, 4).CumulativeSum(0).ToArray<float>(), 4);
        ShouldCount([.. Derivatives.Of(static x => x.CumulativeSum(0), Tensor.Zeros<float>(Count), Tenths(Count)).ToArray<float>().Reverse()], 1);
        ShouldCount([.. Tenths(2, Count / 8, 4).CumulativeSum(1).ToArray<float>().Skip(Count / 2)], 4);
    }

    [Fact]
    public void RunningSumsStayInfinite()
    {
        float[] values = [.. Enumerable.Range(0, 2000).Select(static i => i == 700 ? float.PositiveInfinity : 1f)];
        foreach (float[] sums in (float[][])[Tensor.From(values).CumulativeSum(0).ToArray<float>(), Tensor.From(values, 2000, 1).CumulativeSum(0).ToArray<float>()])
        {
            sums.Take(700).Should().Equal(Enumerable.Range(1, 700).Select(static i => (float)i));
            sums.Skip(700).Should().OnlyContain(static sum => float.IsPositiveInfinity(sum));
        }
    }

    [Fact]
    public void SumsOfExponentials()
    {
        // Shares that differ, so that the sum of the exponentials is rounded at each step.
        Tensor x = (Tenths(Count) * 7).Sin() * Tensor.From([.. Enumerable.Range(0, Count).Select(static i => i % 7 * 0.3f)]);
        double[] values = x.Doubles();
        double logarithm = Math.Log(values.Sum(Math.Exp));
        x.LogSumExp().ToDouble().Should().BeApproximately(logarithm, 2e-6);
        x.LogSoftmax()[0].ToDouble().Should().BeApproximately(values[0] - logarithm, 2e-6);
        x.Reshape(1, Count).CrossEntropy([3]).ToDouble().Should().BeApproximately(logarithm - values[3], 2e-6);
        (x.Softmax()[5].ToDouble() / Math.Exp(values[5] - logarithm)).Should().BeApproximately(1, Tolerance);
    }

    private static void ShouldBeNear(Tensor sums, double exact, string because) =>
        sums.Doubles().Should().OnlyContain(sum => Math.Abs(sum / exact - 1) <= Tolerance, because);

    private static void ShouldCount(float[] sums, int beside)
    {
        double worst = sums.Select((sum, i) => Math.Abs(sum / ((i / beside + 1) * (double)0.1f) - 1)).Max();
        worst.Should().BeLessThan(Tolerance);
    }
}
