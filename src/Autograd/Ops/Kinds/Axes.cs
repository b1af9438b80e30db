namespace Autograd;

/// <summary>What reductions do with their axes.</summary>
internal static class Axes
{
    /// <summary>All axes of a shape.</summary>
    public static int[] All(Shape shape) => [.. Enumerable.Range(0, shape.Rank)];

    /// <summary>Sorted axes, counted from the end, so that leading dimensions of a walk do not matter.</summary>
    public static int[] FromEnd(int[] sorted, int rank) => Array.ConvertAll(sorted, axis => axis - rank);

    /// <summary>The number of elements that each result is made from.</summary>
    public static int Count(Shape shape, ReadOnlySpan<int> axes)
    {
        int count = 1;
        foreach (int axis in axes)
            count *= shape[axis];
        return count;
    }

    /// <summary>The shape with the axes kept at size 1, or left out.</summary>
    public static Shape Reduced(Shape shape, ReadOnlySpan<int> axes, bool keepDims)
    {
        List<int> sizes = [];
        for (int axis = 0; axis < shape.Rank; axis++)
            if (!axes.Contains(axis))
                sizes.Add(shape[axis]);
            else if (keepDims)
                sizes.Add(1);
        return Shape.Trusted(sizes.ToArray());
    }

    /// <summary>Axes that must not be empty, for reductions that have no value for nothing.</summary>
    public static void RequireElements(Tensor x, ReadOnlySpan<int> axes, string operation)
    {
        if (Count(x.Shape, axes) == 0)
            throw Errors.Argument(operation, $"there is nothing to reduce in {x.Described}", "reduce over axes that have elements", x.Shape);
    }
}
