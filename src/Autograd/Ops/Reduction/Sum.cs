namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The sum of the elements, added pairwise; over an empty axis 0. Derivative: the upstream gradient, repeated.
    /// </summary>
    public Tensor Sum(bool keepDims = false) => SumOver(Axes.All(Shape), keepDims);

    /// <inheritdoc cref="Sum(bool)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Sum(int axis, bool keepDims = false) => SumOver([Shape.Axis(axis, nameof(Sum), this)], keepDims);

    /// <inheritdoc cref="Sum(bool)"/>
    /// <summary>The same over several axes; over none, given as <c>[]</c>, nothing is reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public Tensor Sum(ReadOnlySpan<int> axes, bool keepDims = false) => SumOver(Shape.Axes(axes, nameof(Sum), this), keepDims);

    private Tensor SumOver(int[] axes, bool keepDims) =>
        LinearMap.Apply(new SumMap(Axes.FromEnd(axes, Rank), Shape, keepDims, divisor: 1), this, nameof(Sum));
}

/// <summary>The sum over axes, counted from the end, divided by a number.</summary>
internal readonly struct SumMap(int[] axes, Shape shape, bool keepDims, double divisor) : ILinearMap, IGate
{
    // No more elements than 2³¹ are added up.
    private const double Fewer = 1.0 / (1L << 32);

    public string Gate => divisor == 1 ? "distributes the gradient to every element" : "distributes the gradient evenly to the elements";

    public Tensor Value(Tensor x)
    {
        Shape leading = x.Shape.Leading(shape.Rank);
        Tensor sum = Sum(x);

        // A part of a sum may leave the range, and the sum itself be inside.
        if ((divisor != 1 || x.Count >= 4L * sum.Count) && !sum.AreAllFinite())
            Elementwise.Into(new Scaled(1 / Fewer), sum, Sum(Elementwise.Run(new Scaled(Fewer), x.Shape, x)));
        return sum.ViewAs(leading.Then(Result(keepDims)));
    }

    private Tensor Sum(Tensor x)
    {
        Tensor sum = Reduce.Run(new SumReduction(), x, FromFront(x.Rank));
        if (divisor != 1)
            Elementwise.Into(new ValueOf<WithRight<DivideFormula>>(new(new(), divisor)), sum, sum);
        return sum;
    }

    public Tensor Transpose(Tensor upstream)
    {
        Shape leading = upstream.Shape.Leading(Result(keepDims).Rank);
        Tensor share = divisor == 1 ? upstream : upstream / divisor;
        return share.Reshape(leading.Then(Result(keepDims: true))).BroadcastTo(leading.Then(shape));
    }

    private Shape Result(bool keepDims) => Axes.Reduced(shape, FromFront(shape.Rank), keepDims);

    private int[] FromFront(int rank) => Array.ConvertAll(axes, axis => axis + rank);
}
