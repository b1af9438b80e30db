namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Each element along an axis repeated in place: of a, b twice, a, a, b, b. Derivative: the sum over the copies.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the count is negative.</exception>
    public Tensor Repeat(int count, int axis)
    {
        int front = Shape.Axis(axis, nameof(Repeat), this);
        if (count < 0)
            throw Errors.OutOfRange(nameof(Repeat), $"{count} copies of {Described} cannot be", "use 0 or more", Shape);
        Shape result = Shape.Checked(Shape.With(front, Shape.CheckedSize((long)Shape[front] * count, nameof(Repeat))), nameof(Repeat));
        ReadOnlySpan<int> before = Shape.Sizes[..(front + 1)], after = Shape.Sizes[(front + 1)..];
        return Unsqueeze(front + 1).BroadcastTo([.. before, count, .. after]).Reshape(result);
    }
}
