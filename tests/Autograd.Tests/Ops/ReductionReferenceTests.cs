using CsCheck;

namespace Autograd.Tests;

/// <summary>Reductions over random axes of random shapes and layouts against a plain loop.</summary>
public class ReductionReferenceTests
{
    private static readonly Dictionary<string, (Func<Tensor, int[], bool, Tensor> Run, Func<IReadOnlyList<double>, double> Reference, bool OfNothing)> Reductions = new()
    {
        ["Sum"] = (static (x, axes, keep) => x.Sum(axes, keep), static values => values.Sum(), true),
        ["Prod"] = (static (x, axes, keep) => x.Prod(axes, keep), static values => values.Aggregate(1.0, static (a, b) => a * b), true),
        ["Mean"] = (static (x, axes, keep) => x.Mean(axes, keep), static values => values.Average(), false),
        ["Max"] = (static (x, axes, keep) => x.Max(axes, keep), static values => values.Max(), false),
        ["Min"] = (static (x, axes, keep) => x.Min(axes, keep), static values => values.Min(), false),
        ["LogSumExp"] = (static (x, axes, keep) => x.LogSumExp(axes, keep), static values => Math.Log(values.Sum(Math.Exp)), true),
        ["Norm"] = (static (x, axes, keep) => x.Norm(2, axes, keep), static values => Math.Sqrt(values.Sum(static value => value * value)), true),
        ["Variance"] = (static (x, axes, keep) => x.Variance(axes, keep, 0),
            static values => values.Average(value => Math.Pow(value - values.Average(), 2)), false),
    };

    public static TheoryData<string> Names => [.. Reductions.Keys];

    private static readonly Gen<(int[] Shape, int Chosen, int Layout, bool Keep)> Cases =
        Gen.Select(Gen.Int[0, 4].Array[0, 4], Gen.Int[0, 15], Gen.Int[0, 3], Gen.Bool);

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithThePlainestLoop(string name) => Cases.Sample(drawn =>
    {
        (int[] shape, int chosen, int layout, bool keep) = drawn;
        (Func<Tensor, int[], bool, Tensor> run, Func<IReadOnlyList<double>, double> reference, bool ofNothing) = Reductions[name];
        int[] axes = [.. Enumerable.Range(0, shape.Length).Where(axis => (chosen >> axis & 1) == 1)];
        if (!ofNothing && axes.Any(axis => shape[axis] == 0))
            return;
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor x = InLayout(Drawn(shape).Cast(type), layout);
            int[] named = [.. axes.Select((axis, i) => i % 2 == 0 ? axis : axis - shape.Length).Reverse()];
            Grid<double> expected = Grid.Of(x).Reduced(axes, keep, reference);
            Tensor actual = run(x, named, keep);
            actual.Shape.Should().Equal(expected.Shape);
            actual.ShouldHold(expected.Values, $"{name} over [{string.Join(", ", named)}] of {x.Shape}", type == DType.Float32 ? 1e-5 : 1e-12);
        }
    }, iter: 300);

    [Fact]
    public void TheThreeFormsAgree()
    {
        Tensor x = Values.Counting(2, 3, 4).Transpose(0, 2) + 1;
        x.Sum().ShouldBeExactly(x.Sum([0, 1, 2]));
        x.Sum(keepDims: true).Shape.Should().Equal(1, 1, 1);
        x.Sum(-1).ShouldBeExactly(x.Sum([2]));
        x.Mean(1, keepDims: true).ShouldHold(x.Mean([1], keepDims: true).Doubles());
        x.Prod(0).ShouldBeExactly(x.Prod([0]));
        x.Max().ShouldHold([], 24);
        x.Min(2).ShouldBeExactly(x.Min([-1]));
        x.LogSumExp().ShouldBeExactly(x.LogSumExp([0, 1, 2]));
        x.Norm().ShouldBeExactly(x.Norm(2, [0, 1, 2]));
        x.StandardDeviation().ShouldHold([], Math.Sqrt(x.Variance().ToDouble()));
    }

    [Fact]
    public void NoAxesReduceNothing()
    {
        Tensor x = Tensor.Parameter(Tensor.From([-1.0, 0, 2]));
        foreach (Tensor same in (Tensor[])[x.Sum([]), x.Mean([]), x.Prod([]), x.Max([]), x.Min([]), x.LogSumExp([])])
        {
            same.ShouldHold([3], -1, 0, 2);
            x.ZeroGrad();
            same.Backward(Tensor.From([1.0, 2, 3]));
            x.Grad.ShouldHold(1, 2, 3);
        }

        x.Norm(2, []).ShouldHold([3], 1, 0, 2);
        x.Variance([], correction: 0).ShouldHold([3], 0, 0, 0);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6 }, 0, new[] { 1.0, 2, 3, 5, 7, 9 }, new[] { 1.0, 2, 3, 4, 10, 18 })]
    [InlineData(new[] { 1.0, 2, 3, 4, 5, 6 }, -1, new[] { 1.0, 3, 6, 4, 9, 15 }, new[] { 1.0, 2, 6, 4, 20, 120 })]
    public void RunningSumsAndProductsFollowTheAxis(double[] values, int axis, double[] sums, double[] products)
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor x = Values.Of(type, [2, 3], values);
            x.CumulativeSum(axis).ShouldHold([2, 3], sums);
            x.CumulativeProduct(axis).ShouldHold([2, 3], products);
            x.Transpose().Contiguous().Transpose().CumulativeSum(axis).ShouldHold([2, 3], sums);
        }
    }

    [Fact]
    public void RunningSumsOfNothingAreNothing()
    {
        Tensor.Zeros<float>(2, 0).CumulativeSum(1).ShouldHold([2, 0]);
        Tensor.Zeros<float>(0).CumulativeProduct(0).ShouldHold([0]);
    }

    private static Tensor Drawn(int[] shape)
    {
        Tensor x = Values.Counting(shape) * 0.7;
        return (x - x.Floor()) * 5 - 1.5;
    }

    private static Tensor InLayout(Tensor x, int layout) => layout switch
    {
        1 => x.Transpose().Contiguous().Transpose(),
        2 => x.Flip().Contiguous().Flip(),
        3 when x.Rank > 0 => Tensor.Concat([x, x * 2, x], 0).Slice(0, 0, x.Shape[0]),
        _ => x,
    };
}
