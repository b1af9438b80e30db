namespace Autograd;

/// <summary>
/// Where a tensor's elements stand in its storage: a shape, a stride for each axis and an offset, in elements.
/// Views are new layouts over the same storage.
/// </summary>
internal readonly struct Layout
{
    private readonly int[]? strides;    // null: row-major

    public readonly Shape Shape;
    public readonly int Offset;
    public readonly int Count;

    public Layout(Shape shape) : this(shape, null, 0) { }

    private Layout(Shape shape, int[]? strides, int offset)
    {
        Shape = shape;
        Offset = offset;
        Count = shape.ElementCount;
        this.strides = strides is null || IsRowMajorOrder(shape, strides) ? null : strides;
    }

    /// <summary>Whether the elements follow one another in reading order, without gaps.</summary>
    public bool IsRowMajor => strides is null;

    /// <summary>Whether there is one element, or one that repeats throughout.</summary>
    public bool IsUniform => Count == 1 || (strides is not null && Count > 1 && !strides.AsSpan().ContainsAnyExcept(0));

    /// <summary>The first element alone, as a scalar.</summary>
    public Layout First => new(default, null, Offset);

    public int[] Strides => strides ?? RowMajor(Shape);

    public static int[] RowMajor(ReadOnlySpan<int> shape)
    {
        int[] result = new int[shape.Length];
        int stride = 1;
        for (int axis = shape.Length - 1; axis >= 0; axis--)
        {
            result[axis] = stride;
            stride *= Math.Max(shape[axis], 1);
        }

        return result;
    }

    public Layout Permute(ReadOnlySpan<int> axes)
    {
        int[] old = Strides, sizes = new int[axes.Length], next = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
            (sizes[i], next[i]) = (Shape[axes[i]], old[axes[i]]);
        return new(Shape.Trusted(sizes), next, Offset);
    }

    /// <summary><paramref name="count"/> elements along an axis, from <paramref name="start"/>, every <paramref name="step"/>th.</summary>
    public Layout Slice(int axis, int start, int count, int step)
    {
        int[] next = (int[])Strides.Clone();
        int offset = count == 0 ? Offset : Offset + start * next[axis];
        next[axis] *= step;
        return new(Shape.With(axis, count), next, offset);
    }

    /// <summary>The elements of an axis in reverse.</summary>
    public Layout Flip(int axis)
    {
        int[] next = (int[])Strides.Clone();
        int offset = Offset + Math.Max(Shape[axis] - 1, 0) * next[axis];
        next[axis] = -next[axis];
        return new(Shape, next, offset);
    }

    /// <summary>The same elements repeated: axes of size 1, and new ones in front, get stride 0.</summary>
    public Layout BroadcastTo(Shape shape) =>
        shape == Shape ? this : new(shape, Broadcast.Strides(this, shape), Offset);

    /// <summary>The same elements in the same order under another shape, where strides can express it.</summary>
    public bool TryReshape(Shape shape, out Layout result)
    {
        int[]? next = strides is null ? null : Regroup(shape);
        result = new(shape, next, Offset);
        return strides is null || next is not null;
    }

    /// <summary>The diagonals, along a new last axis, of the matrices in the last two axes.</summary>
    public Layout Diagonal(int k, int length)
    {
        int[] old = Strides;
        int row = old[^2], column = old[^1];
        int offset = length == 0 ? Offset : Offset + (k >= 0 ? k * column : -k * row);
        return new(Shape.Trusted([.. Shape.Sizes[..^2], length]), [.. old[..^2], row + column], offset);
    }

    /// <summary>Strides for the new shape: axes are matched in groups of equal element count; null when a group is not evenly spaced.</summary>
    private int[]? Regroup(Shape shape)
    {
        if (Count == 0)
            return RowMajor(shape);
        int[] result = new int[shape.Rank];
        int from = 0, to = 0;
        while (from < Shape.Rank || to < shape.Rank)
        {
            int fromStart = from, toStart = to;
            long fromCount = from < Shape.Rank ? Shape[from++] : 1, toCount = to < shape.Rank ? shape[to++] : 1;
            while (fromCount != toCount)
            {
                if (fromCount < toCount)
                    fromCount *= Shape[from++];
                else
                    toCount *= shape[to++];
            }

            if (!TryGroupStride(fromStart, from, out int stride))
                return null;
            for (int axis = to - 1; axis >= toStart; axis--)
            {
                result[axis] = stride;
                stride *= shape[axis];
            }
        }

        return result;
    }

    /// <summary>The innermost stride of a run of axes that step evenly through memory.</summary>
    private bool TryGroupStride(int start, int stop, out int stride)
    {
        stride = 1;
        bool found = false;
        long expected = 0;
        for (int axis = stop - 1; axis >= start; axis--)
        {
            if (Shape[axis] == 1)
                continue;
            if (!found)
                (found, stride) = (true, strides![axis]);
            else if (strides![axis] != expected)
                return false;
            expected = (long)strides![axis] * Shape[axis];
        }

        return true;
    }

    private static bool IsRowMajorOrder(Shape shape, int[] strides)
    {
        int expected = 1;
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 0)
                return true;
            if (shape[axis] != 1 && strides[axis] != expected)
                return false;
            expected *= shape[axis];
        }

        return true;
    }
}
