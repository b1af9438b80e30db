using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

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
        Tensor peak = Peak(axes), powers = Shifted(peak).Exp(), sum = powers.SumOver(axes, keepDims: true);
        Tensor y = (sum.Count > 0 && sum.Values().Min().ToDouble() < FewOthers
            ? Binary.Apply(new LogOfSumFormula(), sum, Others(powers.Values(), axes), nameof(Log))
            : sum.Log()) + peak;
        if (!peak.AreAllFinite())
        {
            // Where all elements are −∞, the peak itself is the answer, with no slope; a peak of +∞ is all that counts.
            y = Where(peak.EqualTo(double.NegativeInfinity), double.NegativeInfinity, y);
            y = Where(peak.EqualTo(double.PositiveInfinity), MaxOver(axes, keepDims: true), y);
        }

        return y.Reshape(result);
    }

    /// <summary>The sums of all powers but one that is 1: where they are small, the whole sums have lost their digits to it.</summary>
    private static Tensor Others(Tensor powers, int[] axes)
    {
        Tensor peaks = powers.EqualTo(1);
        return Where(peaks, 0, powers).SumOver(axes, keepDims: true) + (peaks.SumOver(axes, keepDims: true) - 1);
    }

    // Sums from here on are far enough from 1 for their logarithms.
    private const double FewOthers = 2;

    /// <summary>The largest elements over axes, as a constant: what keeps exponentials from overflowing.</summary>
    private Tensor Peak(int[] axes) => Reduce.Run(new MaxReduction(), Detach(), axes);

    /// <summary>x − peak; where the peak is infinite, the elements that reach it are at 0 and the others at −∞.</summary>
    private Tensor Shifted(Tensor peak) => peak.AreAllFinite()
        ? this - peak
        : Where(peak.Abs().EqualTo(double.PositiveInfinity), Where(EqualTo(peak), 0.0, double.NegativeInfinity), this - peak);

    internal bool AreAllFinite() => DType == DType.Float32
        ? TensorPrimitives.IsFiniteAll(Elements<float>())
        : TensorPrimitives.IsFiniteAll(Elements<double>());
}

/// <summary>ln x of a sum x = 1 + y, where y knows more digits. Only x is differentiated.</summary>
internal readonly struct LogOfSumFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X;

    public static Reads SlopeYReads => Reads.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.Log1p(y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => 1 / x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => 0;
}
