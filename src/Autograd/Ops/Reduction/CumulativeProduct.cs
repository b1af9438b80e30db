namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Running products along an axis. Derivative: exact where elements are 0, and to every order: products are formed by
    /// doubling strides, and nothing is divided.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor CumulativeProduct(int axis)
    {
        int front = Shape.Axis(axis, nameof(CumulativeProduct), this), size = Shape[front];
        Tensor result = this;
        for (long stride = 1; stride < size; stride *= 2)
        {
            int step = (int)stride;
            result = Concat([result.Slice(front, 0, step), result.Slice(front, step, size) * result.Slice(front, 0, size - step)], front);
        }

        return size < 2 ? Clone() : result;
    }
}
