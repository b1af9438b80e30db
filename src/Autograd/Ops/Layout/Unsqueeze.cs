namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>With a new axis of size 1 before the given one; −1 puts it last. A view.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is outside the shape.</exception>
    public Tensor Unsqueeze(int axis)
    {
        int front = axis < 0 ? axis + Rank + 1 : axis;
        return front >= 0 && front <= Rank
            ? Reshape([.. Shape.Sizes[..front], 1, .. Shape.Sizes[front..]])
            : throw Errors.OutOfRange(nameof(Unsqueeze), $"place {axis} is outside {Described}", $"use {-Rank - 1} to {Rank}", Shape);
    }
}
