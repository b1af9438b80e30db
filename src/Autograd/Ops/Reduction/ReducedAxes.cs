namespace Autograd;

/// <summary>The axes of a reduction, counted from the end, and the shape of its result.</summary>
internal readonly struct ReducedAxes(Shape shape, int[] sorted, bool keepDims)
{
    private readonly int[] axes = Axes.FromEnd(sorted, shape.Rank);

    /// <summary>The result's shape, with the axes at size 1.</summary>
    public Shape Kept { get; } = Axes.Reduced(shape, sorted, keepDims: true);

    /// <summary>The result's shape, as it was asked for.</summary>
    public Shape Result { get; } = Axes.Reduced(shape, sorted, keepDims);

    /// <summary>A result, or a gradient of it, in a shape that broadcasts with the operand's.</summary>
    public Tensor Aligned(Tensor y) => y.Reshape(y.Shape.Leading(Result.Rank).Then(Kept));

    /// <summary>The operand's shape, with the leading dimensions that a result's gradient has.</summary>
    public Shape Full(Tensor upstream) => upstream.Shape.Leading(Result.Rank).Then(shape);

    /// <summary>Whether the axes are one run, and lines over them stand evenly in memory.</summary>
    public bool AreNeighbours => axes.Length > 0 && axes[^1] - axes[0] == axes.Length - 1;

    /// <summary>The lines over neighbouring axes, of a tensor that may have leading dimensions.</summary>
    public Lines LinesOf(Shape full) => Lines.Along(full, full.Rank + axes[0], axes.Length);

    /// <summary>The first element along the axes, which stay at size 1; not recorded. Deviations count from it, so that a common offset costs no digits.</summary>
    public Tensor First(Tensor x)
    {
        Layout layout = x.Layout;
        foreach (int axis in axes)
            layout = layout.Slice(axis + x.Rank, 0, 1, 1);
        return x.View(layout);
    }

    /// <summary>x − mean over the axes.</summary>
    public Tensor Deviations(Tensor x)
    {
        Tensor shifted = x - First(x);
        return shifted - MeanKept(shifted);
    }

    /// <summary>Sums over the axes, in the result's shape.</summary>
    public Tensor Sum(Tensor x) => x.Sum(axes, keepDims);

    /// <summary>Sums over the axes, which stay at size 1.</summary>
    public Tensor SumKept(Tensor x) => x.Sum(axes, keepDims: true);

    /// <summary>Means over the axes, which stay at size 1.</summary>
    public Tensor MeanKept(Tensor x) => x.Mean(axes, keepDims: true);
}
