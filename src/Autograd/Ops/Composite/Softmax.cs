namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// eˣ / Σ eˣ over an axis, without overflow. Elements that are +∞, or all −∞, share evenly. Derivative: y (u − Σ u·y), with y
    /// the result and u the upstream gradient.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Softmax(int axis = -1)
    {
        int front = Shape.Axis(axis, nameof(Softmax), this);
        if (Count == 0)
            return this * 1;
        Tensor y = LineKernels.Map(new SoftmaxLine(), Lines.Along(Shape, front), Shape, this);
        return General.RecordFused(new SoftmaxRule(front - Rank), this, y);
    }
}

internal readonly struct SoftmaxRule(int axis) : IFusedRule
{
    public static Reads Reads => Reads.Y;

    // The matrix of derivatives is symmetric.
    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => y * (upstream - (upstream * y).Sum(axis, keepDims: true));

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => PullBack(tangent, x, y);

    public Tensor PullBackAtOnce(Tensor upstream, Tensor x, Tensor y, Tensor left) =>
        LineKernels.Map(new SoftmaxPullbackLine(), Lines.Along(upstream.Shape, axis + upstream.Rank), upstream.Shape, upstream, y);
}
