namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Without its axes of size 1: a view.</summary>
    public Tensor Squeeze() => Reshape([.. Shape.Where(static size => size != 1)]);

    /// <summary>Without one axis of size 1: a view.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">The axis has another size.</exception>
    public Tensor Squeeze(int axis)
    {
        int front = Shape.Axis(axis, nameof(Squeeze), this);
        return Shape[front] == 1 ? Reshape(Shape.Without(front)) : throw Errors.Argument(nameof(Squeeze),
            $"axis {axis} of {Described} has size {Shape[front]}, not 1", "Select one index of it, or reduce it", Shape);
    }
}
