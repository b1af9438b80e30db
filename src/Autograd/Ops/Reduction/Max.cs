namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The largest element; NaN when there is one. Derivative: the upstream gradient, shared evenly among all elements equal to
    /// the largest; a NaN takes it.
    /// </summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public Tensor Max(bool keepDims = false) => MaxOver(Axes.All(Shape), keepDims);

    /// <inheritdoc cref="Max(bool)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Max(int axis, bool keepDims = false) => MaxOver([Shape.Axis(axis, nameof(Max), this)], keepDims);

    /// <inheritdoc cref="Max(bool)"/>
    /// <summary>The same over several axes; over none, given as <c>[]</c>, nothing is reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public Tensor Max(ReadOnlySpan<int> axes, bool keepDims = false) => MaxOver(Shape.Axes(axes, nameof(Max), this), keepDims);

    private Tensor MaxOver(int[] axes, bool keepDims) => Extreme.Apply(new MaxReduction(), this, axes, keepDims, nameof(Max));
}
