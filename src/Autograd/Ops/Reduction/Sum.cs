namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The sum of the elements, added pairwise; over an empty axis 0. Derivative: the upstream gradient, repeated.
    /// </summary>
    public Tensor Sum(bool keepDims = false) => SumOver(Axes.All(Shape), keepDims);

    /// <inheritdoc cref="Sum(bool)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Sum(int axis, bool keepDims = false) => SumOver([Shape.Axis(axis, nameof(Sum))], keepDims);

    /// <inheritdoc cref="Sum(bool)"/>
    /// <summary>The same over several axes; over none, given as <c>[]</c>, nothing is reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public Tensor Sum(ReadOnlySpan<int> axes, bool keepDims = false) => SumOver(Shape.Axes(axes, nameof(Sum)), keepDims);

    private Tensor SumOver(int[] axes, bool keepDims) =>
        LinearMap.Apply(new SumMap(Axes.FromEnd(axes, Rank), Shape, keepDims), this, nameof(Sum));
}

/// <summary>The axes are counted from the end.</summary>
internal readonly struct SumMap(int[] axes, Shape shape, bool keepDims) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Shape leading = x.Shape.Leading(shape.Rank);
        return Reduce.Run(new SumReduction(), x, FromFront(x.Rank)).ViewAs(leading.Then(Result(keepDims)));
    }

    public Tensor Transpose(Tensor upstream)
    {
        Shape leading = upstream.Shape.Leading(Result(keepDims).Rank);
        return upstream.Reshape(leading.Then(Result(keepDims: true))).BroadcastTo(leading.Then(shape));
    }

    private Shape Result(bool keepDims) => Axes.Reduced(shape, FromFront(shape.Rank), keepDims);

    private int[] FromFront(int rank) => Array.ConvertAll(axes, axis => axis + rank);
}
