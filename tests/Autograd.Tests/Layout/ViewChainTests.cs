using CsCheck;

namespace Autograd.Tests;

/// <summary>Chains of views, drawn at random, against a reference that moves elements one by one.</summary>
public class ViewChainTests
{
    private static readonly Gen<int[]> Shapes = Gen.Int[1, 4].Array[0, 4];

    // Each step draws its choices from numbers, so that whatever was drawn fits the shape it meets.
    private static readonly Gen<(int Kind, int A, int B, int C)[]> Steps =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000]).Array[1, 6];

    [Fact]
    public void ShowTheElementsThatNumPyWould() => Gen.Select(Shapes, Steps).Sample((shape, steps) =>
    {
        (Tensor view, Grid<double> expected) = Chain(Values.Counting(shape), steps);
        expected.ShouldBe(view);
        (view * 2).ShouldHold([.. expected.Values.Select(static value => 2 * value)], "read by a kernel");
        view.Clone().ShouldHold(expected.Values, "copied");
        view.Cast(DType.Float32).ShouldHold(expected.Values, "converted");
    }, iter: 2000);

    /// <summary>The elements hold their own places, so the reference tells where each gradient belongs.</summary>
    [Fact]
    public void BringGradientsBackToWhereElementsCameFrom() => Gen.Select(Shapes, Steps).Sample((shape, steps) =>
    {
        Tensor x = Tensor.Parameter(Values.Counting(shape));
        (Tensor view, Grid<double> places) = Chain(x, steps);
        Tensor upstream = Values.Counting([.. view.Shape]) + 1;
        double[] expected = new double[x.Count];
        foreach ((double place, double gradient) in places.Values.Zip(upstream.Doubles()))
            expected[(int)place] += gradient;
        if (view.Count == 0)
            return;
        view.Backward(upstream);
        x.Grad.ShouldHold(x.Shape, expected);
    }, iter: 1000);

    private static (Tensor View, Grid<double> Reference) Chain(Tensor x, (int Kind, int A, int B, int C)[] steps)
    {
        (Tensor view, Grid<double> grid) = (x, Grid.Of(x));
        foreach ((int kind, int a, int b, int c) in steps)
            (view, grid) = Step(view, grid, kind, a, b, c);
        return (view, grid);
    }

    private static (Tensor View, Grid<double> Reference) Step(Tensor view, Grid<double> grid, int kind, int a, int b, int c)
    {
        int rank = view.Rank, place = a % (rank + 1);
        if (kind == 0 && rank < 5)
            return (view.Unsqueeze(place), grid.Reshaped([.. grid.Shape[..place], 1, .. grid.Shape[place..]]));
        if (kind == 1)
            return (view.Reshape(-1, 1), grid.Reshaped([view.Count, 1]));
        if (kind == 2 && view.Count <= 64 && rank < 5)
        {
            int[] shape = [1 + b % 2, .. grid.Shape.Select(size => size == 1 ? 1 + c % 3 : size)];
            return (view.BroadcastTo(shape), grid.BroadcastTo(shape));
        }

        if (rank == 0)
            return (view, grid);
        int axis = a % rank, size = grid.Shape[axis], fromEnd = b % 2 == 0 ? axis : axis - rank;
        int start = b % size, stop = start + 1 + c % (size - start), step = 1 + c % 3;
        switch (kind)
        {
            case 3:
                int other = b % rank;
                int[] order = [.. Enumerable.Range(0, rank)];
                (order[axis], order[other]) = (order[other], order[axis]);
                return (view.Transpose(fromEnd, other), grid.Permuted(order));
            case 4:
                return (view.Flip(fromEnd), grid.Flipped(axis));
            case 5:
                return (view.Slice(fromEnd, start, stop, step), grid.Sliced(axis, start, (stop - start + step - 1) / step, step));
            case 6:
                return (view.Select(fromEnd, start), grid.Sliced(axis, start, 1, 1).Reshaped([.. grid.Shape.Where((_, i) => i != axis)]));
            default:
                int[] rotated = [.. Enumerable.Range(0, rank).Select(i => (i + b) % rank)];
                return (view.Permute(rotated), grid.Permuted(rotated));
        }
    }
}
