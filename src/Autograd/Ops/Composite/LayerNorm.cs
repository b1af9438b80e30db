namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// (x − mean) / √(variance + ε) over the last axis, with the population's variance; then times the weight, plus the bias,
    /// both of the last axis's size, where given. Derivative, with x̂ the normalised operand, σ its divisor and v = u · weight:
    /// (v − mean v − x̂ mean(v·x̂)) / σ; Σ u·x̂ over rows in the weight, Σ u in the bias.
    /// Source: Ba, Kiros and Hinton, Layer Normalization, 2016.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor is a scalar, its last axis is empty, or weight or bias do not fit.</exception>
    public Tensor LayerNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
    {
        if (Rank == 0)
            throw Errors.Argument(nameof(LayerNorm), $"the scalar {Described} has no last axis", "give at least one axis", Shape);
        foreach (Tensor? part in (ReadOnlySpan<Tensor?>)[weight, bias])
        {
            if (part is not null && part.DType != DType)
                throw Errors.MixedTypes(nameof(LayerNorm), this, part);
            if (part is not null && part.Shape != Shape.Trailing(1))
                throw Errors.Argument(nameof(LayerNorm), $"the {(part == weight ? "weight" : "bias")} {part.Described} does not fit the last axis of {Described}",
                    $"give it shape {Shape.Trailing(1)}", Shape, part.Shape);
        }

        Axes.RequireElements(this, [Rank - 1], nameof(LayerNorm));
        Lines lines = Lines.Along(Shape, Rank - 1);
        Tensor ends = Allocate(Autograd.Shape.Trusted([2, lines.Count]), DType);
        Tensor y = LineKernels.Map(new LayerNormLine(epsilon), lines, Shape, this, LayerNormNode.Part(weight, 1, this),
            LayerNormNode.Part(bias, 0, this), LineKernels.Row(ends, 0), LineKernels.Row(ends, 1));
        if (!Scaling.AreModerate(LineKernels.Row(ends, 1)))
            LayerNormNode.Mend(epsilon, Copy.RowMajor(this), weight, bias, ends, y);
        if (Recorder.Wants(nameof(LayerNorm), y, this, weight, bias))
            y.Record(new LayerNormNode(epsilon, this, weight, bias, ends, y));
        return y;
    }
}

internal sealed class LayerNormNode : SavingNode
{
    private readonly double epsilon;
    private readonly Node? input, weight, bias;

    public LayerNormNode(double epsilon, Tensor x, Tensor? weight, Tensor? bias, Tensor ends, Tensor result)
        : base(nameof(Tensor.LayerNorm), result.Shape, result.DType)
    {
        this.epsilon = epsilon;
        (input, this.weight, this.bias) = (x.Node, weight?.Node, bias?.Node);
        this.x = new(x);
        if (weight is not null)
            y = new(weight);
        z = new(ends);
    }

    internal override int InputCount => 3;

    internal override Node? InputAt(int index) => index switch { 0 => input, 1 => weight, _ => bias };

    internal override Tensor? OperandAt(int index) => index switch { 0 => x.Tensor, 1 => y.Tensor, _ => null };

    /// <summary>A weight or bias; where none is given, the constant in its stead.</summary>
    public static Tensor Part(Tensor? given, double constant, Tensor x) => given ?? Tensor.Scalar(constant, x.DType).BroadcastTo(x.Shape.Trailing(1));

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (walk.Recording)
            PullBackInTensors(upstream, walk);
        else
            PullBackAtOnce(upstream, walk);
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor scale = Scale(out Tensor normalised);
        Tensor? byInput = walk.Tangent(input) is { } tangent ? Weighted(Projected(tangent, normalised, scale)) : null;
        Tensor? byWeight = Broadcasting.Expand(walk.Tangent(weight), Shape.Trailing(1), Shape) is { } slope ? normalised * slope : null;
        Tensor? byBias = Broadcasting.Expand(walk.Tangent(bias), Shape.Trailing(1), Shape);
        return new[] { byInput, byWeight, byBias }.OfType<Tensor>().Aggregate(static (sum, part) => sum + part);
    }

    private void PullBackInTensors(Tensor upstream, BackwardWalk walk)
    {
        Tensor scale = Scale(out Tensor normalised);
        if (walk.Wants(input))
            walk.Add(input, Projected(Weighted(upstream), normalised, scale));
        if (walk.Wants(weight))
            walk.Add(weight, Broadcasting.Reduce(upstream * normalised, Shape, Shape.Trailing(1)));
        if (walk.Wants(bias))
            walk.Add(bias, Broadcasting.Reduce(upstream, Shape, Shape.Trailing(1)));
    }

    /// <summary>1 / σ and the normalised operand, in tensor operations.</summary>
    private Tensor Scale(out Tensor normalised)
    {
        ReducedAxes last = new(Shape, [Shape.Rank - 1], keepDims: true);
        Tensor deviations = last.Deviations(x.Tensor!);
        if (Scaling.AreModerate(LineKernels.Row(z.Tensor!, 1)))
        {
            Tensor scale = (last.MeanKept(deviations.Square()) + epsilon).Rsqrt();
            normalised = deviations * scale;
            return scale;
        }

        Tensor power = Power(x.Tensor!, epsilon), scaled = deviations * power;
        Tensor reciprocal = (last.MeanKept(scaled.Square()) + power * power * epsilon).Rsqrt();
        normalised = scaled * reciprocal;
        return reciprocal * power;
    }

    /// <summary>Normalises the rows anew whose squares leave the range, each scaled by a power of two.</summary>
    public static void Mend(double epsilon, Tensor x, Tensor? weight, Tensor? bias, Tensor ends, Tensor y)
    {
        int length = x.Shape[^1], rows = x.Count / length;
        Shape matrix = Shape.Trusted([rows, length]);
        Tensor scales = LineKernels.Row(ends, 1);
        for (int row = 0; row < rows; row++)
        {
            Tensor scale = At(scales, row), offset = At(LineKernels.Row(ends, 0), row), values = At(x.ViewAs(matrix), row);
            if (Scaling.AreModerate(scale))
                continue;
            Tensor power = Power(values, epsilon);
            double factor = power.ToDouble();
            LineKernels.Run(new LayerNormLine(epsilon * factor * factor), new(1, length, 1), values * power,
                Part(weight, 1, x), Part(bias, 0, x), At(y.ViewAs(matrix), row), offset, scale);
            Elementwise.Into(new Scaled(1 / factor), offset, offset);
            Elementwise.Into(new Scaled(factor), scale, scale);
        }

        static Tensor At(Tensor all, int row)
        {
            Tensor one = all.View(all.Layout.Slice(0, row, 1, 1));
            return all.Rank == 1 ? one : one.ViewAs(all.Shape.Trailing(1));
        }
    }

    // Beyond this bound ε is what counts, and would leave the range itself.
    private static Tensor Power(Tensor x, double epsilon) =>
        Scaling.ForPeaks(x, [x.Rank - 1]).Minimum(Math.ScaleB(1, Math.ILogB(1 / Math.Sqrt(epsilon))));

    // The matrix of derivatives of the normalisation is symmetric.
    private static Tensor Projected(Tensor direction, Tensor normalised, Tensor scale) =>
        scale * (direction - direction.Mean(-1, keepDims: true) - normalised * (direction * normalised).Mean(-1, keepDims: true));

    private Tensor Weighted(Tensor direction) => y.Tensor is { } factor ? direction * factor : direction;

    private void PullBackAtOnce(Tensor upstream, BackwardWalk walk)
    {
        int length = Shape[^1], rows = Shape.ElementCount / length;
        Shape leading = upstream.Shape.Leading(Shape.Rank);
        Shape shares = leading.Then(Shape.Trusted([LayerNormPullback.Blocks(rows), length]));
        Tensor? slope = walk.Wants(input) ? Tensor.Allocate(upstream.Shape, DType) : null;
        Tensor? byWeight = walk.Wants(weight) ? Tensor.Allocate(shares, DType) : null;
        Tensor? byBias = walk.Wants(bias) ? Tensor.Allocate(shares, DType) : null;
        if (upstream.Count > 0)
            Dispatch.Run(DType, new LayerNormPullback(upstream, x.Tensor!, Part(y.Tensor, 1, x.Tensor!),
                LineKernels.Row(z.Tensor!, 0), LineKernels.Row(z.Tensor!, 1), slope, byWeight, byBias, rows));
        GC.KeepAlive(upstream);
        if (slope is not null)
            walk.Add(input, slope);
        if (byWeight is not null)
            walk.Add(weight, byWeight.Sum(-2));
        if (byBias is not null)
            walk.Add(bias, byBias.Sum(-2));
    }
}
