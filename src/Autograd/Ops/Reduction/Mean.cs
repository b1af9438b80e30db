namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The arithmetic mean of the elements. Derivative: the upstream gradient divided by their number, repeated.
    /// </summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public Tensor Mean(bool keepDims = false) => MeanOver(Axes.All(Shape), keepDims);

    /// <inheritdoc cref="Mean(bool)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Mean(int axis, bool keepDims = false) => MeanOver([Shape.Axis(axis, nameof(Mean), this)], keepDims);

    /// <inheritdoc cref="Mean(bool)"/>
    /// <summary>The same over several axes; over none, given as <c>[]</c>, nothing is reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public Tensor Mean(ReadOnlySpan<int> axes, bool keepDims = false) => MeanOver(Shape.Axes(axes, nameof(Mean), this), keepDims);

    private Tensor MeanOver(int[] axes, bool keepDims)
    {
        Axes.RequireElements(this, axes, nameof(Mean));
        return LinearMap.Apply(new SumMap(Axes.FromEnd(axes, Rank), Shape, keepDims, Axes.Count(Shape, axes)), this, nameof(Mean));
    }
}
