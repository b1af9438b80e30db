namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Σ(x − mean)² / (n − correction): the sample variance for correction 1, the population's for 0.
    /// Derivative: 2(x − mean) / (n − correction).
    /// </summary>
    /// <exception cref="ArgumentException">There are no more elements than the correction.</exception>
    public Tensor Variance(bool keepDims = false, int correction = 1) => VarianceOver(Axes.All(Shape), keepDims, correction);

    /// <inheritdoc cref="Variance(bool, int)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Variance(int axis, bool keepDims = false, int correction = 1) =>
        VarianceOver([Shape.Axis(axis, nameof(Variance), this)], keepDims, correction);

    /// <inheritdoc cref="Variance(bool, int)"/>
    /// <summary>The same over several axes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Variance(ReadOnlySpan<int> axes, bool keepDims = false, int correction = 1) =>
        VarianceOver(Shape.Axes(axes, nameof(Variance), this), keepDims, correction);

    private Tensor VarianceOver(int[] axes, bool keepDims, int correction)
    {
        long degrees = DegreesOfFreedom(axes, correction, nameof(Variance));
        return Deviations(axes).Square().SumOver(axes, keepDims) / degrees;
    }

    private Tensor Deviations(int[] axes)
    {
        using Ambient.Stretch _ = Broadcast.Intended();
        return this - MeanOver(axes, keepDims: true);
    }

    private long DegreesOfFreedom(int[] axes, int correction, string operation)
    {
        int count = Axes.Count(Shape, axes);
        return count > correction && count > 0 ? (long)count - correction : throw Errors.Argument(operation,
            $"no degree of freedom is left in {Described} by {Errors.Number(count, "element", "elements")} with correction {correction}",
            "reduce over more elements, or pass a smaller correction", Shape);
    }
}
