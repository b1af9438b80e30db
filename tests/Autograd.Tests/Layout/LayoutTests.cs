namespace Autograd.Tests;

/// <summary>Operations of layout against numbers from NumPy 1.24.</summary>
public class LayoutTests
{
    private static readonly Tensor Matrix = Values.Counting(2, 3);

    private static readonly Dictionary<string, (Func<Tensor> Run, Shape Shape, double[] Values)> Cases = new()
    {
        ["np.tile([[0,1,2],[3,4,5]], 2)"] = (() => Matrix.Tile(2), [2, 6], [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5]),
        ["np.tile([[0,1,2],[3,4,5]], (2, 1))"] = (() => Matrix.Tile(2, 1), [4, 3], [0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5]),
        ["np.tile([0,1], (2, 1, 2))"] = (() => Values.Counting(2).Tile(2, 1, 2), [2, 1, 4], [0, 1, 0, 1, 0, 1, 0, 1]),
        ["np.tile([0,1], 0)"] = (() => Values.Counting(2).Tile(0), [0], []),
        ["np.repeat(m, 2, 0)"] = (() => Matrix.Repeat(2, 0), [4, 3], [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5]),
        ["np.repeat(m, 2, -1)"] = (() => Matrix.Repeat(2, -1), [2, 6], [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
        ["np.repeat(m.T, 2, 1)"] = (() => Matrix.Transpose().Repeat(2, 1), [3, 4], [0, 0, 3, 3, 1, 1, 4, 4, 2, 2, 5, 5]),
        ["np.pad(m, ((1,0),(0,2)))"] = (() => Matrix.Pad([(1, 0), (0, 2)]), [3, 5], [0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 5, 0, 0]),
        ["np.pad(m, ((0,0),(1,1)), constant_values=9)"] = (() => Matrix.Pad([(1, 1)], 9), [2, 5], [9, 0, 1, 2, 9, 9, 3, 4, 5, 9]),
        ["np.pad of a view"] = (() => Matrix.Transpose().Pad([(0, 0), (0, 1)], -1), [3, 3], [0, 3, -1, 1, 4, -1, 2, 5, -1]),
        ["np.tril(m)"] = (() => Matrix.Tril(), [2, 3], [0, 0, 0, 3, 4, 0]),
        ["np.tril(m, 1)"] = (() => Matrix.Tril(1), [2, 3], [0, 1, 0, 3, 4, 5]),
        ["np.tril(m, -5)"] = (() => Matrix.Tril(-5), [2, 3], [0, 0, 0, 0, 0, 0]),
        ["np.tril(m, big)"] = (() => Matrix.Tril(int.MaxValue), [2, 3], [0, 1, 2, 3, 4, 5]),
        ["np.triu(m)"] = (() => Matrix.Triu(), [2, 3], [0, 1, 2, 0, 4, 5]),
        ["np.triu(m, -1)"] = (() => Matrix.Triu(-1), [2, 3], [0, 1, 2, 3, 4, 5]),
        ["np.triu(m, 2)"] = (() => Matrix.Triu(2), [2, 3], [0, 0, 2, 0, 0, 0]),
        ["np.triu of batches"] = (() => Values.Counting(2, 2, 2).Triu(), [2, 2, 2], [0, 1, 0, 3, 4, 5, 0, 7]),
        ["np.diagonal(m)"] = (() => Matrix.Diagonal(), [2], [0, 4]),
        ["np.diagonal(m, 1)"] = (() => Matrix.Diagonal(1), [2], [1, 5]),
        ["np.diagonal(m, -1)"] = (() => Matrix.Diagonal(-1), [1], [3]),
        ["np.diagonal(m, 3)"] = (() => Matrix.Diagonal(3), [0], []),
        ["np.diagonal of batches"] = (() => Values.Counting(2, 2, 3).Diagonal(1), [2, 2], [1, 5, 7, 11]),
        ["np.diag([0,1], 1)"] = (() => Values.Counting(2).Diagonal(1), [3, 3], [0, 0, 0, 0, 0, 1, 0, 0, 0]),
        ["np.diag([0,1], -1)"] = (() => Values.Counting(2).Diagonal(-1), [3, 3], [0, 0, 0, 0, 0, 0, 0, 1, 0]),
        ["np.trace"] = (() => Values.Counting(2, 2, 2).Trace(), [2], [3, 11]),
        ["np.outer"] = (() => Values.Counting(2).Outer(Values.Counting(3) + 1), [2, 3], [0, 0, 0, 1, 2, 3]),
        ["np.flip(m)"] = (() => Matrix.Flip(), [2, 3], [5, 4, 3, 2, 1, 0]),
        ["np.flip(m, 1)"] = (() => Matrix.Flip(-1), [2, 3], [2, 1, 0, 5, 4, 3]),
        ["np.concatenate([m, m.T.reshape(2,3)], 1)"] = (() => Tensor.Concat([Matrix, Matrix.Transpose().Reshape(2, 3)], 1), [2, 6],
            [0, 1, 2, 0, 3, 1, 3, 4, 5, 4, 2, 5]),
        ["np.concatenate with empty"] = (() => Tensor.Concat([Matrix, Tensor.Zeros<double>(0, 3)]), [2, 3], [0, 1, 2, 3, 4, 5]),
        ["np.stack([m, m], 1)"] = (() => Tensor.Stack([Matrix, Matrix + 10], 1), [2, 2, 3], [0, 1, 2, 10, 11, 12, 3, 4, 5, 13, 14, 15]),
        ["np.stack([m, m], -1)"] = (() => Tensor.Stack([Matrix, Matrix + 10], -1), [2, 3, 2], [0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15]),
        ["np.stack of scalars"] = (() => Tensor.Stack([Tensor.From(1.0), Tensor.From(2.0)]), [2], [1, 2]),
        ["np.take(m, [2, 0], 1)"] = (() => Matrix.IndexSelect(1, 2, 0), [2, 2], [2, 0, 5, 3]),
        ["np.take(m.T, [2, 0], 0)"] = (() => Matrix.Transpose().IndexSelect(0, 2, 0), [2, 2], [2, 5, 0, 3]),
        ["np.take of nothing"] = (() => Matrix.IndexSelect(0, Array.Empty<int>()), [0, 3], []),
        ["np.take_along_axis"] = (() => Matrix.Gather(1, [2, 1, 0, 0, 1, 2], 2, 3), [2, 3], [2, 1, 0, 3, 4, 5]),
        ["np.take_along_axis of a view"] = (() => Matrix.Transpose().Gather(0, [2, 1], 1, 2), [1, 2], [2, 4]),
        ["np.put_along_axis"] = (() => Matrix.Scatter(1, [2, 0], Tensor.From([10.0, 20], 2, 1)), [2, 3], [0, 1, 10, 20, 4, 5]),
        ["np.add.at"] = (() => Matrix.ScatterAdd(1, [2, 2, 0, 1], Tensor.From([10.0, 20, 30, 40], 2, 2)), [2, 3], [0, 1, 32, 33, 44, 5]),
        ["np.swapaxes(c, 0, 2)"] = (() => Values.Counting(2, 1, 2).Transpose(0, 2), [2, 1, 2], [0, 2, 1, 3]),
        ["np.transpose(c, (2, 0, 1))"] = (() => Values.Counting(2, 2, 2).Permute(2, 0, 1), [2, 2, 2], [0, 2, 4, 6, 1, 3, 5, 7]),
        ["a vector's transpose"] = (() => Values.Counting(3).Transpose(), [3], [0, 1, 2]),
        ["np.reshape(m.T, (2, 3))"] = (() => Matrix.Transpose().Reshape(2, -1), [2, 3], [0, 3, 1, 4, 2, 5]),
        ["np.ravel(m.T)"] = (() => Matrix.Transpose().Flatten(), [6], [0, 3, 1, 4, 2, 5]),
        ["a scalar flattened"] = (() => Tensor.From(3.0).Flatten(), [1], [3]),
        ["a scalar again"] = (() => Tensor.From([3.0]).Reshape(), [], [3]),
        ["np.squeeze"] = (() => Values.Counting(1, 2, 1).Squeeze(), [2], [0, 1]),
        ["np.squeeze(axis)"] = (() => Values.Counting(1, 2, 1).Squeeze(-1), [1, 2], [0, 1]),
        ["np.expand_dims"] = (() => Values.Counting(2).Unsqueeze(-1), [2, 1], [0, 1]),
        ["m[1]"] = (() => Matrix[1], [3], [3, 4, 5]),
        ["m[1, 2]"] = (() => Matrix[1, 2], [], [5]),
        ["m[-1, :]"] = (() => Matrix[^1, ..], [3], [3, 4, 5]),
        ["m[:, 1:3]"] = (() => Matrix[.., 1..3], [2, 2], [1, 2, 4, 5]),
        ["m[:, -2:]"] = (() => Matrix[.., ^2..], [2, 2], [1, 2, 4, 5]),
        ["m[:, :-1]"] = (() => Matrix[.., ..^1], [2, 2], [0, 1, 3, 4]),
        ["m[:, ::2]"] = (() => Matrix[.., At.Step(.., 2)], [2, 2], [0, 2, 3, 5]),
        ["m[:, 1:1]"] = (() => Matrix[.., 1..1], [2, 0], []),
        ["m[..., 0]"] = (() => Values.Counting(2, 2, 2)[At.Rest, 0], [2, 2], [0, 2, 4, 6]),
        ["m[0, ..., 1]"] = (() => Values.Counting(2, 2, 2)[0, At.Rest, 1], [2], [1, 3]),
        ["m[..., 0, 1, 1]"] = (() => Values.Counting(2, 2, 2)[At.Rest, 0, 1, 1], [], [3]),
        ["m[:, None, 1:]"] = (() => Matrix[.., At.NewAxis, 1..], [2, 1, 2], [1, 2, 4, 5]),
        ["m[None, ..., None]"] = (() => Matrix[At.NewAxis, At.Rest, At.NewAxis], [1, 2, 3, 1], [0, 1, 2, 3, 4, 5]),
        ["m.T[1:, -1]"] = (() => Matrix.Transpose()[1.., ^1], [2], [4, 5]),
        ["x[::3]"] = (() => Values.Counting(8)[At.Step(1..8, 3)], [3], [1, 4, 7]),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithNumPy(string name)
    {
        (Func<Tensor> run, Shape shape, double[] values) = Cases[name];
        run().ShouldHold(shape, values);
    }

    [Fact]
    public void SplitAndChunkCutAnAxisIntoParts()
    {
        Tensor x = Values.Counting(2, 5);
        x.Split(2, 1).Select(static part => part.Shape.ToString()).Should().Equal("[2, 2]", "[2, 2]", "[2, 1]");
        x.Split(2, -1)[2].ShouldHold(4, 9);
        x.Chunk(3, 1).Select(static part => part.Shape.ToString()).Should().Equal("[2, 2]", "[2, 2]", "[2, 1]");
        x.Chunk(4, 1).Select(static part => part.Shape[1]).Should().Equal(2, 1, 1, 1);
        x.Chunk(3, 0).Select(static part => part.Shape[0]).Should().Equal(1, 1, 0);
        Tensor.Concat(x.Split(3, 1), 1).ShouldBeExactly(x);
        Tensor.Concat(x.Chunk(2, 1), 1).ShouldBeExactly(x);
    }

    [Fact]
    public void ConcatAndStackBringGradientsBackToTheirParts()
    {
        Tensor a = Tensor.Parameter(Values.Counting(2, 1)), b = Tensor.Parameter(Values.Counting(2, 2));
        Tensor.Concat([a, b, a], 1).Backward(Values.Counting(2, 4));
        a.Grad.ShouldHold([2, 1], 0 + 3, 4 + 7);
        b.Grad.ShouldHold([2, 2], 1, 2, 5, 6);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void SortsStablyWithNaNLast(DType type)
    {
        Tensor x = Values.Vector(type, 3, double.NaN, 1, 3, -1, 1, double.NegativeInfinity);
        Sorted up = x.Sort(), down = x.Sort(descending: true);
        up.Values.ShouldHold(double.NegativeInfinity, -1, 1, 1, 3, 3, double.NaN);
        up.Indices.Should().Equal(6, 4, 2, 5, 0, 3, 1);
        down.Values.ShouldHold(3, 3, 1, 1, -1, double.NegativeInfinity, double.NaN);
        down.Indices.Should().Equal(0, 3, 2, 5, 4, 6, 1);
        x.TopK(3).Indices.Should().Equal(0, 3, 2);
        x.TopK(7).Values.ShouldHold(3, 3, 1, 1, -1, double.NegativeInfinity, double.NaN);
        x.TopK(0).Values.ShouldHold([0]);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void SortsAlongAnyAxisAndBringsGradientsBack(DType type)
    {
        Tensor x = Tensor.Parameter(Values.Of(type, [2, 3], 5, 1, 4, 2, 3, 4));
        x.Sort(0).Values.ShouldHold([2, 3], 2, 1, 4, 5, 3, 4);
        x.Sort(0).Indices.Should().Equal(1, 0, 0, 0, 1, 1);
        ((Tensor)x.TopK(2)).Backward(Values.Of(type, [2, 2], 1, 2, 3, 4));
        x.Grad.ShouldHold([2, 3], 1, 0, 2, 0, 4, 3);
    }

    [Fact]
    public void ViewsShareMemoryWithTheirParameter()
    {
        Tensor parameter = Tensor.Parameter(Values.Counting(2, 3));
        (string Name, Tensor View)[] views =
        [
            ("transpose", parameter.Transpose()), ("slice", parameter.Slice(1, 1, 3)), ("select", parameter.Select(0, 1)),
            ("indexer", parameter[.., At.Step(.., 2)]), ("permute", parameter.Permute(1, 0)), ("reshape", parameter.Reshape(3, 2)),
            ("reshape of a slice", parameter[.., ..2].Reshape(2, 1, 2)), ("flatten", parameter.Flatten()), ("flip", parameter.Flip(0)),
            ("broadcast", parameter.BroadcastTo(4, 2, 3)), ("unsqueeze", parameter.Unsqueeze(1)), ("squeeze", parameter.Unsqueeze(0).Squeeze()),
            ("diagonal", parameter.Diagonal()), ("split", parameter.Split(1, 0)[1]), ("chunk", parameter.Chunk(2, 1)[0]),
            ("detach", parameter.Detach()), ("contiguous", parameter.Contiguous()),
        ];
        Tensor[] expected = [.. views.Select(static view => view.View.Detach() * 10)];
        Tensor copy = parameter.Clone(), gathered = parameter.IndexSelect(0, 0, 1);
        parameter.Assign(parameter.Detach() * 10);
        foreach (((string name, Tensor view), Tensor after) in views.Zip(expected))
            view.ShouldHold(after.Doubles(), name);
        copy.ShouldHold(0, 1, 2, 3, 4, 5);
        gathered.ShouldHold(0, 1, 2, 3, 4, 5);
    }
}
