using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The p-norm, (Σ|x|ᵖ)^(1/p): p = 2 is the length, 1 the sum of magnitudes, ±∞ the largest or smallest magnitude, 0 the
    /// number of elements that are not 0. Derivative: for p = 2, x / y with y the result; 0 at the origin, for every p.
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
        2 => Unary.Apply(new NormRootFormula(2), SquaresOver(axes, keepDims), nameof(Norm)),
        double.PositiveInfinity => Abs().MaxOver(axes, keepDims),
        double.NegativeInfinity => Abs().MinOver(axes, keepDims),
        _ => Unary.Apply(new NormRootFormula(p), Unary.Apply(new MagnitudePowerFormula(p), this, nameof(Norm)).SumOver(axes, keepDims), nameof(Norm)),
    };

    private Tensor SquaresOver(int[] axes, bool keepDims)
    {
        ReducedAxes reduced = new(Shape, axes, keepDims);
        if (Count == 0 || !reduced.AreNeighbours)
            return Square().SumOver(axes, keepDims);
        Tensor y = Allocate(reduced.Result, DType);
        LineKernels.Run(new SquaresLine(), reduced.LinesOf(Shape), this, p: y);
        return General.Record(new SquaresRule(reduced), this, y, nameof(Norm));
    }
}

/// <summary>Σx².</summary>
internal readonly struct SquaresRule(ReducedAxes reduced) : IGeneralRule
{
    public static Reads Reads => Reads.X;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => Slopes.Times(reduced.Aligned(upstream) * 2, x);

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => reduced.Sum(Slopes.Times(tangent, x)) * 2;
}

/// <summary>|x|ᵖ, whose slope at 0 is 0.</summary>
internal readonly struct MagnitudePowerFormula(double p) : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Pow(R.Abs(x), p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> =>
        R.Select(R.EqualTo(x, 0), 0, p * R.Pow(R.Abs(x), p - 1) * R.Select(x < 0, -1, 1));
}

/// <summary>The p-th root of a sum, whose slope at 0 is 0, so that the norm has none at the origin.</summary>
internal readonly struct NormRootFormula(double p) : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => p == 2 ? R.Sqrt(x) : R.Pow(x, 1 / p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Select(R.EqualTo(x, 0), 0, p == 2 ? 0.5 / y : y / x * (1 / p));
}
