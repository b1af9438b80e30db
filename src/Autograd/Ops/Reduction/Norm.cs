using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The p-norm, (Σ|x|ᵖ)^(1/p): p = 2 is the length, 1 the sum of magnitudes, ±∞ the largest or smallest magnitude, 0 the
    /// number of elements that are not 0. Nothing overflows or vanishes on the way: the norm of 2ⁿ·x is
    /// 2ⁿ times that of x as far as both can be written. Derivative: ±(|x| / y)ᵖ⁻¹ with the sign of x, x / y for p = 2, with y
    /// the result; 0 at the origin, for every p.
    /// </summary>
    /// <exception cref="ArgumentException">p is not a number, or p is ±∞ and there are no elements.</exception>
    public Tensor Norm(double p = 2) => NormOver(p, Axes.All(Shape), keepDims: false);

    /// <inheritdoc cref="Norm(double)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Norm(double p, int axis, bool keepDims = false) => NormOver(p, [Shape.Axis(axis, nameof(Norm), this)], keepDims);

    /// <inheritdoc cref="Norm(double)"/>
    /// <summary>The same over several axes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Norm(double p, ReadOnlySpan<int> axes, bool keepDims = false) => NormOver(p, Shape.Axes(axes, nameof(Norm), this), keepDims);

    private Tensor NormOver(double p, int[] axes, bool keepDims) => p switch
    {
        double.NaN => throw Errors.Argument(nameof(Norm), "p is NaN", "use a number, or ±∞", Shape),
        0 => (1 - EqualTo(0)).SumOver(axes, keepDims),
        1 => Abs().SumOver(axes, keepDims),
        double.PositiveInfinity => Abs().MaxOver(axes, keepDims),
        double.NegativeInfinity => Abs().MinOver(axes, keepDims),
        _ => PowerNormOver(p, axes, keepDims),
    };

    private Tensor PowerNormOver(double p, int[] axes, bool keepDims)
    {
        ReducedAxes reduced = new(Shape, axes, keepDims);
        Tensor y = p == 2 ? LengthsOver(axes, reduced) : PowerNorms(p, axes, reduced);
        return General.RecordFused(new NormRule(reduced, p), this, y, operation: nameof(Norm));
    }

    /// <summary>√Σx² over axes, not recorded; scaled only where squares would leave the range.</summary>
    private Tensor LengthsOver(int[] axes, ReducedAxes reduced)
    {
        Tensor squares = SquaresOver(this, axes, reduced);
        if (Scaling.AreSafe(squares))
            return Elementwise.Run(new ValueOf<SqrtFormula>(), squares.Shape, squares);
        Tensor scale = Scaling.ForPeaks(this, axes);
        return SquaresOver(Values() * scale.BroadcastTo(Shape), axes, reduced).Sqrt() / scale.ViewAs(reduced.Result);
    }

    private static Tensor SquaresOver(Tensor x, int[] axes, ReducedAxes reduced)
    {
        if (x.Count == 0)
            return Filled(0, reduced.Result, x.DType).Contiguous();
        Tensor y = Allocate(reduced.Result, x.DType);
        Lines lines = Lines.Over(axes, ref x);
        LineKernels.Run(new SquaresLine(), lines, x, p: y);
        return y;
    }

    /// <summary>The same for a power p, always scaled: by a power of two, or for powers that leave the range so too by the element that counts most.</summary>
    private Tensor PowerNorms(double p, int[] axes, ReducedAxes reduced)
    {
        if (Count == 0)
            return Filled(p > 0 ? 0 : double.PositiveInfinity, reduced.Result, DType).Contiguous();
        Tensor magnitudes = Values().Abs();
        Tensor leading = p > 0 ? Reduce.Run(new MaxReduction(), magnitudes, axes) : Reduce.Run(new MinReduction(), magnitudes, axes);
        Tensor scale = Scaling.For(leading);
        if (Math.Abs(p) > LargestPlainPower)
        {
            // The leading element becomes exactly 1, except where it is 0 or infinite.
            Tensor top = leading * scale, ratio = Where(top.EqualTo(0) + top.EqualTo(double.PositiveInfinity), 1, top);
            return (Powers(magnitudes * (scale / ratio).BroadcastTo(Shape)) * ratio / scale).ViewAs(reduced.Result);
        }

        return (Powers(magnitudes * scale.BroadcastTo(Shape)) / scale).ViewAs(reduced.Result);

        Tensor Powers(Tensor scaled) => Reduce.Run(new SumReduction(), scaled.Pow(p), axes).Pow(1 / p);
    }

    // 2⁶⁴ times any number of elements stays in range.
    private const double LargestPlainPower = 64;
}

/// <summary>The slope of a norm in each element depends on the ratio of the element and the result alone, and is 0 at the origin.</summary>
internal readonly struct NormRule(ReducedAxes reduced, double p) : IFusedRule
{
    public static Reads Reads => Reads.X | Reads.Y;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => Slopes.Times(reduced.Aligned(upstream), Slope(x, y));

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => reduced.Sum(Slopes.Times(tangent, Slope(x, y)));

    public Tensor PullBackAtOnce(Tensor upstream, Tensor x, Tensor y, Tensor left)
    {
        Tensor gradient = reduced.Aligned(upstream), norm = reduced.Aligned(y);
        Shape full = reduced.Full(upstream);
        if (p != 2)
            return Elementwise.Run(new TimesNormSlope(new(p)), full, gradient, x, norm);
        if (Scaling.AreModerate(y))
            return Elementwise.Run(new ValueOfTwo<ChainFormula>(new()), full, Slopes.Times(gradient, 1 / norm), x);
        Tensor scale = Scaling.For(norm);
        return Elementwise.Run(new ValueOfTwo<ChainFormula>(new()), full, Slopes.Times(gradient, 1 / Scaling.OrOne(norm * scale)), x.Values() * scale.BroadcastTo(x.Shape));
    }

    private Tensor Slope(Tensor x, Tensor y) => Binary.Apply(new NormSlopeFormula(p), x, reduced.Aligned(y), nameof(Tensor.Norm));
}

/// <summary>±(|x| / y)ᵖ⁻¹, with the sign of x: the slope of a norm y in x.</summary>
internal readonly struct NormSlopeFormula(double p) : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.Y | Reads.Z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R>
    {
        R ratio = x / Norm(y);
        return p == 2 ? ratio : R.Select(R.EqualTo(x, 0), 0, R.Select(x < 0, -1, 1) * R.Pow(R.Abs(ratio), p - 1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R>
    {
        R norm = Norm(y), slope = p == 2 ? 1 / norm : (p - 1) * R.Pow(R.Abs(x / norm), p - 2) / norm;
        return R.Select(p == 2 ? R.EqualTo(y, 0) : R.Or(R.EqualTo(x, 0), R.EqualTo(y, 0)), 0, slope);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => (1 - p) * z / Norm(y);

    // At the origin all elements are 0, and so is their ratio to anything.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R Norm<R>(R y) where R : struct, IReal<R> => R.Select(R.EqualTo(y, 0), 1, y);
}

/// <summary>a times the slope of a norm c in b.</summary>
internal readonly struct TimesNormSlope(NormSlopeFormula slope) : IElementwise
{
    public static Operands Reads => Operands.A | Operands.B | Operands.C;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => R.Chain(a, slope.Value(b, c));
}
