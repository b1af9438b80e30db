namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// √(Σ(x − mean)² / (n − correction)). Derivative: (x − mean) / (y (n − correction)), with y the result; 0 for zero spread.
    /// </summary>
    /// <exception cref="ArgumentException">There are no more elements than the correction.</exception>
    public Tensor StandardDeviation(bool keepDims = false, int correction = 1) => StandardDeviationOver(Axes.All(Shape), keepDims, correction);

    /// <inheritdoc cref="StandardDeviation(bool, int)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor StandardDeviation(int axis, bool keepDims = false, int correction = 1) =>
        StandardDeviationOver([Shape.Axis(axis, nameof(StandardDeviation), this)], keepDims, correction);

    /// <inheritdoc cref="StandardDeviation(bool, int)"/>
    /// <summary>The same over several axes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor StandardDeviation(ReadOnlySpan<int> axes, bool keepDims = false, int correction = 1) =>
        StandardDeviationOver(Shape.Axes(axes, nameof(StandardDeviation), this), keepDims, correction);

    private Tensor StandardDeviationOver(int[] axes, bool keepDims, int correction)
    {
        long degrees = DegreesOfFreedom(axes, correction, nameof(StandardDeviation));
        return Unary.Apply(new NormRootFormula(2), SpreadOver(axes, keepDims, degrees, nameof(StandardDeviation)), nameof(StandardDeviation));
    }
}
