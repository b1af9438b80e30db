namespace Autograd.Tests;

/// <summary>An array of any rank in the plainest way, as a reference: every operation says where each element comes from.</summary>
internal sealed record Grid<T>(int[] Shape, T[] Values)
{
    public int Rank => Shape.Length;

    public T this[int[] index] => Values[Place(index)];

    /// <summary>The grid of another shape whose element at an index is this one's at another index.</summary>
    public Grid<T> Picked(int[] shape, Func<int[], int[]> source) => Grid.From(shape, index => this[source(index)]);

    public Grid<T> Permuted(int[] axes) => Picked([.. axes.Select(axis => Shape[axis])], index =>
    {
        int[] source = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
            source[axes[i]] = index[i];
        return source;
    });

    public Grid<T> Sliced(int axis, int start, int count, int step) =>
        Picked(Grid.With(Shape, axis, count), index => Grid.With(index, axis, start + index[axis] * step));

    public Grid<T> Flipped(int axis) => Picked(Shape, index => Grid.With(index, axis, Shape[axis] - 1 - index[axis]));

    public Grid<T> Reshaped(int[] shape) => new(shape, Values);

    public Grid<T> BroadcastTo(int[] shape) => Picked(shape, index =>
        [.. index[(shape.Length - Shape.Length)..].Select((position, axis) => Shape[axis] == 1 ? 0 : position)]);

    /// <summary>The elements that share an index but for the given axes, gathered and reduced.</summary>
    public Grid<T> Reduced(int[] axes, bool keepDims, Func<IReadOnlyList<T>, T> reduce)
    {
        int[] kept = [.. Shape.Select((size, axis) => axes.Contains(axis) ? 1 : size)];
        Grid<List<T>> lines = Grid.From(kept, _ => new List<T>());
        foreach (int[] index in Grid.Indices(Shape))
            lines[[.. index.Select((position, axis) => axes.Contains(axis) ? 0 : position)]].Add(this[index]);
        return new(keepDims ? kept : [.. kept.Where((_, axis) => !axes.Contains(axis))], [.. lines.Values.Select(reduce)]);
    }

    /// <summary>Every line along an axis, replaced by another.</summary>
    public Grid<T> Along(int axis, Func<T[], T[]> replace)
    {
        Grid<T[]> lines = Grid.From(Grid.With(Shape, axis, 1), index =>
            replace([.. Enumerable.Range(0, Shape[axis]).Select(i => this[Grid.With(index, axis, i)])]));
        int length = lines.Values.Length == 0 ? replace(new T[Shape[axis]]).Length : lines.Values[0].Length;
        return Grid.From(Grid.With(Shape, axis, length), index => lines[Grid.With(index, axis, 0)][index[axis]]);
    }

    private int Place(int[] index)
    {
        int place = 0;
        for (int axis = 0; axis < index.Length; axis++)
            place = place * Shape[axis] + index[axis];
        return place;
    }
}

/// <summary>Makes grids, and walks through their indices.</summary>
internal static class Grid
{
    public static Grid<double> Of(Tensor x) => new([.. x.Shape], x.Detach().Cast(DType.Float64).ToArray<double>());

    /// <summary>A grid of a function of the index.</summary>
    public static Grid<T> From<T>(int[] shape, Func<int[], T> value) => new(shape, [.. Indices(shape).Select(value)]);

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

    public static int[] With(int[] values, int place, int value)
    {
        int[] result = [.. values];
        result[place] = value;
        return result;
    }
}
