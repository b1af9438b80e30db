namespace Autograd.Tests;

/// <summary>Reductions of every shape and arrangement, against plain ones in double precision.</summary>
public class ReduceTests
{
    private static Tensor Draw(DType type, params int[] shape) => Tensor.Normal<double>(new Random(3), shape).Cast(type);

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void EveryArrangementIsReducedOverEveryAxis(DType type)
    {
        foreach (int[] shape in (int[][])[[4, 3], [5, 70], [37, 2], [90, 3], [3, 14, 5], [2, 7, 17], [2, 3, 4, 2], [35, 66]])
        {
            Tensor x = Draw(type, shape);
            foreach (Tensor view in (Tensor[])[x, x.Transpose(), x.Permute([.. Enumerable.Range(0, x.Rank).Reverse()]), x.Slice(-1, 1, x.Shape[^1]),
                x.Slice(0, 0, x.Shape[0], 2), x.Flip(-1), x.Unsqueeze(1).BroadcastTo([shape[0], 6, .. shape[1..]]), x.Slice(0, 0, 1).BroadcastTo(shape)])
                for (int subset = 1; subset < 1 << view.Rank; subset++)
                {
                    int[] axes = [.. Enumerable.Range(0, view.Rank).Where(axis => (subset >> axis & 1) != 0)];
                    List<IReadOnlyList<double>> lines = [];
                    int[] kept = Grid.Of(view).Reduced(axes, true, line => { lines.Add(line); return 0; }).Shape;
                    string because = $"of {view.Shape} with strides [{string.Join(", ", view.Layout.Strides)}] over [{string.Join(", ", axes)}]";
                    double tolerance = type == DType.Float32 ? 2e-5 : 1e-12;
                    Tensor mean = view.Mean(axes, keepDims: true);
                    mean.Shape.Should().Equal(kept, because);
                    mean.ShouldHold([.. lines.Select(static line => line.Average())], because, tolerance);
                    view.Sum(axes).ShouldHold([.. lines.Select(static line => line.Sum())], because, tolerance);
                    view.Max(axes).ShouldHold([.. lines.Select(static line => line.Max())], because);
                    view.Min(axes).ShouldHold([.. lines.Select(static line => line.Min())], because);
                }
        }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void EveryLengthIsReduced(DType type)
    {
        for (int length = 1; length <= 140; length++)
            foreach (int rows in (int[])[1, 3, 20])
            {
                Tensor x = Draw(type, rows, length);
                double[][] lines = [.. x.Doubles().Chunk(length)];
                string because = $"with {rows} rows of {length}";
                x.Sum(1).ShouldHold([.. lines.Select(static line => line.Sum())], because, type == DType.Float32 ? 5e-6 : 1e-13);
                x.Max(1).ShouldHold([.. lines.Select(static line => line.Max())], because);
                x.Transpose().Contiguous().Min(0).ShouldHold([.. lines.Select(static line => line.Min())], because);
            }
    }

    [Fact]
    public void LongLinesAreAddedPairwise()
    {
        // Added one after the other, a tenth loses most of its digits on the way to three hundred thousand.
        foreach (int count in (int[])[1 << 18, (1 << 20) + 5, 3_000_001])
        {
            Tensor tenths = Tensor.Full(0.1f, count).Contiguous();
            tenths.Sum().ToDouble().Should().BeApproximately(count * (double)0.1f, count * 0.1 * 5e-7);
            tenths.Reshape(count, 1).Sum(0).Item<float>().Should().BeApproximately((float)(count * 0.1), count * 0.1f * 5e-7f);
        }

        Tensor narrow = Tensor.Full(0.1f, 500_000, 3).Contiguous();
        narrow.Sum(0).ShouldHold([.. Enumerable.Repeat(500_000 * (double)0.1f, 3)], "in narrow columns", 5e-7);
        Tensor column = Tensor.Full(0.1f, 100_000, 64).Contiguous();
        column.Sum(0).ShouldHold([.. Enumerable.Repeat(100_000 * (double)0.1f, 64)], "in columns", 5e-7);
        Tensor.Full(1f, 100, 1000).Contiguous().LogSumExp().ToDouble().Should().BeApproximately(1 + Math.Log(100_000), 1e-5);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ANaNIsFoundWhereverItStands(DType type)
    {
        foreach (int length in (int[])[1, 7, 16, 17, 35, 64, 67])
            for (int at = 0; at < length; at++)
            {
                double[] values = [.. Enumerable.Range(0, length).Select(i => i == at ? double.NaN : (double)i)];
                Tensor row = Values.Of(type, [1, length], values);
                row.Max(1).ShouldHold([1], double.NaN);
                row.Reshape(length, 1).Min(0).ShouldHold([1], double.NaN);
                row.BroadcastTo(20, length).Contiguous().Transpose().Contiguous().Max(0).Doubles().Should().OnlyContain(value => double.IsNaN(value));
                row.ArgMax(1).Should().Equal(at);
                row.ArgMin(1).Should().Equal(at);
            }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void PlacesOfExtremesAreTheFirst(DType type)
    {
        Random random = new(8);
        for (int length = 1; length <= 70; length++)
        {
            // Few different values: many ties.
            Tensor x = Tensor.From([.. Enumerable.Range(0, 19 * length).Select(_ => (double)random.Next(4))], 19, length).Cast(type);
            double[] values = x.Doubles();
            int[] largest = [.. Enumerable.Range(0, 19).Select(row => values[(row * length)..((row + 1) * length)]).Select(static line => Array.IndexOf(line, line.Max()))];
            int[] smallest = [.. Enumerable.Range(0, 19).Select(row => values[(row * length)..((row + 1) * length)]).Select(static line => Array.IndexOf(line, line.Min()))];
            x.ArgMax(1).Should().Equal(largest);
            x.ArgMin(1).Should().Equal(smallest);
            x.Transpose().ArgMax(0).Should().Equal(largest);
            x.Transpose().Contiguous().ArgMin(0).Should().Equal(smallest);
        }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void RunningSumsGoAlongAnyAxis(DType type)
    {
        foreach (int[] shape in (int[][])[[1, 5], [3, 7], [4, 6], [9, 33], [2, 5, 3]])
            for (int axis = 0; axis < shape.Length; axis++)
            {
                Tensor x = Draw(type, shape);
                Grid<double> grid = Grid.Of(x);
                double[] sums = Grid.From(shape, index => Enumerable.Range(0, index[axis] + 1).Sum(i => grid[Grid.With(index, axis, i)])).Values;
                double[] fromEnd = Grid.From(shape, index => Enumerable.Range(index[axis], shape[axis] - index[axis]).Sum(i => grid[Grid.With(index, axis, i)])).Values;
                int along = axis;
                x.CumulativeSum(axis).ShouldHold(sums, "as the running sum", type == DType.Float32 ? 1e-5 : 1e-13);
                Derivatives.Of(p => p.CumulativeSum(along), Draw(type, shape), x).ShouldHold(fromEnd, "as the gradient", type == DType.Float32 ? 1e-5 : 1e-13);
            }
    }

    [Fact]
    public void TheVarianceOfLargeNumbersKeepsItsDigits()
    {
        Tensor x = Tensor.From([.. Enumerable.Range(0, 1000).Select(static i => 1e9 + i % 10)]);
        x.Variance(correction: 0).ToDouble().Should().BeApproximately(8.25, 1e-9);
        x.Reshape(10, 100).Variance(1, correction: 0).ShouldHold([.. Enumerable.Repeat(8.25, 10)], "in rows", 1e-9);
        x.Reshape(100, 10).LayerNorm().Square().Mean().ToDouble().Should().BeApproximately(1, 2e-6);
    }
}
