namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// x − ln Σ eˣ over an axis: the logarithm of the softmax, without overflow. Derivative: u − eʸ Σ u, with y the result and u
    /// the upstream gradient.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor LogSoftmax(int axis = -1)
    {
        int front = Shape.Axis(axis, nameof(LogSoftmax), this);
        if (Count == 0)
            return this * 1;
        Tensor y = LineKernels.Map(new LogSoftmaxLine(), Lines.Along(Shape, front), Shape, this);
        return General.RecordFused(new LogSoftmaxRule(front - Rank), this, y);
    }
}

internal readonly struct LogSoftmaxRule(int axis) : IFusedRule
{
    public static Reads Reads => Reads.Y;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => upstream - y.Exp() * upstream.Sum(axis, keepDims: true);

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => tangent - (y.Exp() * tangent).Sum(axis, keepDims: true);

    public Tensor PullBackAtOnce(Tensor upstream, Tensor x, Tensor y, Tensor left) =>
        LineKernels.Map(new LogSoftmaxPullbackLine(), Lines.Along(upstream.Shape, axis + upstream.Rank), upstream.Shape, upstream, y);
}
