namespace Autograd.Tests;

/// <summary>An array of any rank in the plainest way, as a reference: every operation says where each element comes from.</summary>
internal sealed record Grid(int[] Shape, double[] Values)
{
    public static Grid Of(Tensor x) => new([.. x.Shape], x.Doubles());

    /// <summary>A grid of a function of the index.</summary>
    public static Grid From(int[] shape, Func<int[], double> value) => new(shape, [.. Indices(shape).Select(value)]);

    /// <summary>All indices of a shape in reading order.</summary>
    public static IEnumerable<int[]> Indices(int[] shape)
    {
        int count = shape.Aggregate(1, static (product, size) => product * size);
        for (int flat = 0; flat < count; flat++)
        {
            int[] index = new int[shape.Length];
            for (int axis = shape.Length - 1, rest = flat; axis >= 0; rest /= shape[axis--])
                index[axis] = rest % shape[axis];
            yield return index;
        }
    }

    public double this[int[] index] => Values[index.Zip(Shape).Aggregate(0, static (flat, pair) => flat * pair.Second + pair.First)];

    /// <summary>The grid of another shape whose element at an index is this one's at another index.</summary>
    public Grid Picked(int[] shape, Func<int[], int[]> source) => From(shape, index => this[source(index)]);

    public Grid Permuted(int[] axes) => Picked([.. axes.Select(axis => Shape[axis])], index =>
    {
        int[] source = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
            source[axes[i]] = index[i];
        return source;
    });

    public Grid Sliced(int axis, int start, int count, int step) =>
        Picked(With(Shape, axis, count), index => With(index, axis, start + index[axis] * step));

    public Grid Flipped(int axis) => Picked(Shape, index => With(index, axis, Shape[axis] - 1 - index[axis]));

    public Grid Reshaped(int[] shape) => new(shape, Values);

    public Grid BroadcastTo(int[] shape) => Picked(shape, index =>
        [.. index[(shape.Length - Shape.Length)..].Select((position, axis) => Shape[axis] == 1 ? 0 : position)]);

    /// <summary>The elements that share an index but for the given axes, gathered and reduced.</summary>
    public Grid Reduced(int[] axes, bool keepDims, Func<IReadOnlyList<double>, double> reduce)
    {
        int[] kept = [.. Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        double[] values = [.. Indices(kept).Select(index => reduce([.. Indices(Shape)
            .Where(other => other.Zip(index).Select((pair, axis) => pair.First == pair.Second || axes.Contains(axis)).All(static same => same))
            .Select(other => this[other])]))];
        return new(keepDims ? kept : [.. kept.Where((_, axis) => !axes.Contains(axis))], values);
    }

    public void ShouldBe(Tensor actual, string because = "")
    {
        actual.Shape.Should().Equal(Shape, because);
        actual.ShouldHold(Values, because);
    }

    public static int[] With(int[] values, int place, int value)
    {
        int[] result = [.. values];
        result[place] = value;
        return result;
    }
}
