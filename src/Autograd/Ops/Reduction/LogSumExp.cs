using System.Numerics.Tensors;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// ln Σ eˣ, without overflow; −∞ over an empty axis and where all elements are −∞. Derivative: the upstream gradient times
    /// the softmax, eˣ⁻ʸ with y the result, shared evenly by elements that are +∞; 0 where all elements are −∞.
    /// </summary>
    public Tensor LogSumExp(bool keepDims = false) => LogSumExpOver(Axes.All(Shape), keepDims);

    /// <inheritdoc cref="LogSumExp(bool)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor LogSumExp(int axis, bool keepDims = false) => LogSumExpOver([Shape.Axis(axis, nameof(LogSumExp), this)], keepDims);

    /// <inheritdoc cref="LogSumExp(bool)"/>
    /// <summary>The same over several axes; over none, given as <c>[]</c>, nothing is reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public Tensor LogSumExp(ReadOnlySpan<int> axes, bool keepDims = false) => LogSumExpOver(Shape.Axes(axes, nameof(LogSumExp), this), keepDims);

    private Tensor LogSumExpOver(int[] axes, bool keepDims)
    {
        Shape result = Axes.Reduced(Shape, axes, keepDims);
        if (Axes.Count(Shape, axes) == 0)
            return SumOver(axes, keepDims) + Scalar(double.NegativeInfinity, DType);
        using Ambient.Stretch _ = Broadcast.Intended();
        Tensor peak = Peak(axes), sum = Shifted(peak).Exp().SumOver(axes, keepDims: true);

        Tensor y = sum.Log() + peak;
        if (!peak.IsFinite())
        {
            // Where all elements are −∞, the peak itself is the answer, with no slope; a peak of +∞ is all that counts.
            y = Where(peak.EqualTo(double.NegativeInfinity), double.NegativeInfinity, y);
            y = Where(peak.EqualTo(double.PositiveInfinity), MaxOver(axes, keepDims: true), y);
        }

        return y.Reshape(result);
    }

    /// <summary>The largest elements over axes, as a constant: what keeps exponentials from overflowing.</summary>
    private Tensor Peak(int[] axes) => Reduce.Run(new MaxReduction(), Detach(), axes);

    /// <summary>x − peak; where the peak is infinite, the elements that reach it are at 0 and the others at −∞.</summary>
    private Tensor Shifted(Tensor peak) => peak.IsFinite()
        ? this - peak
        : Where(peak.Abs().EqualTo(double.PositiveInfinity), Where(EqualTo(peak), 0.0, double.NegativeInfinity), this - peak);

    private bool IsFinite() => DType == DType.Float32
        ? TensorPrimitives.IsFiniteAll(Elements<float>())
        : TensorPrimitives.IsFiniteAll(Elements<double>());
}
