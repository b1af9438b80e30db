using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Σ(x − mean)² / (n − correction): the sample variance for correction 1, the population's for 0, and 0 for equal
    /// elements. A common offset costs no digits but those that the elements have lost to it. Derivative: 2(x − mean) / (n − correction).
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
        ReducedAxes reduced = new(Shape, axes, keepDims);
        Tensor y = SpreadOver(axes, reduced, degrees, out Tensor offset, out Tensor? scale);
        return General.RecordFused(new SpreadRule(reduced, 2.0 / degrees), this, scale is null ? y : y / scale / scale, offset, nameof(Variance));
    }

    /// <summary>
    /// The spread, and the offset of each mean from the first element; not recorded. Where squares would leave the range, it is the
    /// spread of this tensor times a scale.
    /// </summary>
    private Tensor SpreadOver(int[] axes, ReducedAxes reduced, long degrees, out Tensor offset, out Tensor? scale)
    {
        Tensor y = Plain(this, out offset);
        scale = null;
        if (Scaling.AreSafe(y))
            return y;
        Tensor aligned = Scaling.ForPeaks(this, axes);
        scale = aligned.ViewAs(reduced.Result);
        y = Plain(Values() * aligned, out offset);
        offset /= aligned;
        return y;

        Tensor Plain(Tensor x, out Tensor offset)
        {
            offset = Allocate(reduced.Kept, DType);
            Tensor spread = Allocate(reduced.Result, DType);
            Lines lines = Lines.Over(axes, ref x);
            LineKernels.Run(new SpreadLine(degrees), lines, x, p: offset, q: spread);
            return spread;
        }
    }

    private long DegreesOfFreedom(int[] axes, int correction, string operation)
    {
        int count = Axes.Count(Shape, axes);
        return count > correction && count > 0 ? (long)count - correction : throw Errors.Argument(operation,
            $"no degree of freedom is left in {Described} by {Errors.Number(count, "element", "elements")} with correction {correction}",
            "reduce over more elements, or pass a smaller correction", Shape);
    }
}

/// <summary>The slope of Σ(x − mean)² · scale / 2: what the mean itself contributes cancels. What the kernel leaves are the means' offsets.</summary>
internal readonly struct SpreadRule(ReducedAxes reduced, double scale) : IFusedRule
{
    public static Reads Reads => Reads.X;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => TimesSlope(reduced.Aligned(upstream), x);

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => reduced.Sum(TimesSlope(tangent, x));

    public Tensor PullBackAtOnce(Tensor upstream, Tensor x, Tensor y, Tensor left) =>
        Elementwise.Run(new TimesDeviation(scale), reduced.Full(upstream), reduced.Aligned(upstream), x, reduced.First(x), left);

    private Tensor TimesSlope(Tensor direction, Tensor x) => Slopes.Times(direction, reduced.Deviations(x) * scale);
}

/// <summary>a · scale · (b − c − d).</summary>
internal readonly struct TimesDeviation(double scale) : IElementwise
{
    public static Operands Reads => Operands.A | Operands.B | Operands.C | Operands.D;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => R.Chain(a, scale * (b - c - d));
}
