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
        int front = Shape.Axis(axis, nameof(Softmax));
        if (Count == 0)
            return this * 1;
        using Ambient.Stretch _ = Broadcast.Intended();
        Tensor x = Detach(), powers = x.Shifted(x.Peak([front])).Exp();
        return General.Record(new SoftmaxRule(front - Rank), this, powers / powers.Sum(front, keepDims: true));
    }
}

internal readonly struct SoftmaxRule(int axis) : IGeneralRule
{
    public static Reads Reads => Reads.Y;

    // The matrix of derivatives is symmetric.
    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => y * (upstream - (upstream * y).Sum(axis, keepDims: true));

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => PullBack(tangent, x, y);
}
