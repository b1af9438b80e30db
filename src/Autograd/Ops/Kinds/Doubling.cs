namespace Autograd;

/// <summary>
/// The kind of a running result along an axis for which an associative operation is at hand: lines are combined with themselves, shifted
/// by 1, 2, 4, … places. Derivatives of every order are those of the operation.
/// </summary>
internal static class Doubling
{
    public static Tensor Scan(Tensor x, int axis, Func<Tensor, Tensor, Tensor> combine, string operation)
    {
        int front = x.Shape.Axis(axis, operation, x), size = x.Shape[front];
        Tensor result = x;
        for (long stride = 1; stride < size; stride *= 2)
        {
            int step = (int)stride;
            result = Tensor.Concat([result.Slice(front, 0, step), combine(result.Slice(front, step, size), result.Slice(front, 0, size - step))], front);
        }

        return size < 2 ? x.Clone() : result;
    }
}
