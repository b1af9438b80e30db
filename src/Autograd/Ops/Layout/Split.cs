namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Parts of a given size along an axis, the last one smaller when it does not come out even: views.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the size is below 1.</exception>
    public Tensor[] Split(int size, int axis)
    {
        int front = Shape.Axis(axis, nameof(Split), this), total = Shape[front];
        if (size < 1)
            throw Errors.OutOfRange(nameof(Split), $"parts of {Described} of size {size} cannot be", "use 1 or more", Shape);
        Tensor[] parts = new Tensor[Math.Max(1, (int)(((long)total + size - 1) / size))];
        for (int i = 0; i < parts.Length; i++)
            parts[i] = Sliced(front, i * size, (int)Math.Min((long)(i + 1) * size, total), 1, nameof(Split));
        return parts;
    }
}
