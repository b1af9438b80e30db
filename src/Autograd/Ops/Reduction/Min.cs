namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The smallest element; NaN when there is one. Derivative: the upstream gradient, shared evenly among all elements equal to
    /// the smallest; a NaN takes it.
    /// </summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public Tensor Min(bool keepDims = false) => MinOver(Axes.All(Shape), keepDims);

    /// <inheritdoc cref="Min(bool)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Min(int axis, bool keepDims = false) => MinOver([Shape.Axis(axis, nameof(Min), this)], keepDims);

    /// <inheritdoc cref="Min(bool)"/>
    /// <summary>The same over several axes; over none, given as <c>[]</c>, nothing is reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public Tensor Min(ReadOnlySpan<int> axes, bool keepDims = false) => MinOver(Shape.Axes(axes, nameof(Min), this), keepDims);

    private Tensor MinOver(int[] axes, bool keepDims) => Extreme.Apply(new MinReduction(), this, axes, keepDims, nameof(Min));
}
