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
        ReducedAxes reduced = new(Shape, axes, keepDims);
        Tensor y = SpreadOver(axes, reduced, degrees, out Tensor offset, out Tensor? scale).Sqrt();
        return General.RecordFused(new StandardDeviationRule(reduced, degrees), this, scale is null ? y : y / scale, offset, nameof(StandardDeviation));
    }
}

/// <summary>The slope is the ratio of the deviation and the result, over the degrees of freedom; 0 where there is no spread.</summary>
internal readonly struct StandardDeviationRule(ReducedAxes reduced, double degrees) : IFusedRule
{
    public static Reads Reads => Reads.X | Reads.Y;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => Slopes.Times(reduced.Aligned(upstream), Slope(x, y));

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => reduced.Sum(Slopes.Times(tangent, Slope(x, y)));

    public Tensor PullBackAtOnce(Tensor upstream, Tensor x, Tensor y, Tensor left)
    {
        Tensor gradient = reduced.Aligned(upstream) / degrees, first = reduced.First(x), divisor = reduced.Aligned(y);
        Shape full = reduced.Full(upstream);
        if (Scaling.AreModerate(y))
            return Elementwise.Run(new TimesDeviation(1), full, Slopes.Times(gradient, 1 / divisor), x, first, left);
        Tensor scale = Scaling.For(divisor);
        return Elementwise.Run(new TimesDeviation(1), full, Slopes.Times(gradient, 1 / Scaling.OrOne(divisor * scale)), x.Values() * scale.BroadcastTo(x.Shape), first * scale, left * scale);
    }

    private Tensor Slope(Tensor x, Tensor y) =>
        Binary.Apply(new NormSlopeFormula(2), reduced.Deviations(x), reduced.Aligned(y), nameof(Tensor.StandardDeviation)) / degrees;
}
