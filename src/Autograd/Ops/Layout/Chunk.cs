namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>A given number of parts along an axis, as even as can be, the first ones larger by one where it does not come out: views.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or the number is below 1.</exception>
    public Tensor[] Chunk(int count, int axis)
    {
        int front = Shape.Axis(axis, nameof(Chunk), this), total = Shape[front];
        if (count < 1)
            throw Errors.OutOfRange(nameof(Chunk), $"{count} parts of {Described} cannot be", "use 1 or more", Shape);
        Tensor[] parts = new Tensor[count];
        for (int i = 0, start = 0; i < count; i++)
        {
            int size = total / count + (i < total % count ? 1 : 0);
            parts[i] = Sliced(front, start, start += size, 1, nameof(Chunk));
        }

        return parts;
    }
}
