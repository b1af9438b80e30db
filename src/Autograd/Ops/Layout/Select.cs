namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>One index of an axis, without the axis: a view. Derivative: the upstream gradient in its place, among zeros.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis or index.</exception>
    public Tensor Select(int axis, int index)
    {
        int front = Shape.Axis(axis, nameof(Select), this), size = Shape[front];
        return index >= 0 && index < size
            ? Sliced(front, index, index + 1, 1, nameof(Select)).Reshape(Shape.Without(front))
            : throw Errors.OutOfRange(nameof(Select), $"index {index} is outside axis {axis} of {Described}",
                Indexing.Allowed(size), Shape);
    }
}
