namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// x / ‖x‖ along an axis, with the p-norm of <see cref="Norm(double)"/>: lines of length 1. A line of zeros stays so, and its
    /// gradient is 0. Derivative for p = 2: (u − y Σ u·y) / ‖x‖, with y the result and u the upstream gradient.
    /// </summary>
    /// <exception cref="ArgumentException">p is not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Normalize(double p = 2, int axis = -1)
    {
        int front = Shape.Axis(axis, nameof(Normalize), this);
        if (double.IsNaN(p))
            throw Errors.Argument(nameof(Normalize), "p is NaN", "use a number, or ±∞", Shape);
        if (Count == 0)
            return this * 1;
        using Ambient.Stretch _ = Broadcast.Intended();
        Tensor length = Norm(p, front, keepDims: true), isOrigin = length.Values().EqualTo(0);
        return Where(isOrigin, 0, this / Where(isOrigin, 1, length));
    }
}
