namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Tensors joined along an axis; their other sizes are equal. Derivative: each gets its part of the upstream gradient.</summary>
    /// <exception cref="ArgumentException">There are none, or their other sizes or element types differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis; scalars have none: <see cref="Stack"/> joins them.</exception>
    public static Tensor Concat(IReadOnlyList<Tensor> tensors, int axis = 0)
    {
        Errors.RequireNotNull(tensors);
        if (tensors.Count == 0)
            throw Errors.Argument(nameof(Concat), "there is nothing to join", "give at least one tensor");
        for (int i = 0; i < tensors.Count; i++)
            Errors.RequireNotNull(tensors[i], $"tensor {i}");
        Tensor first = tensors[0];
        if (first.Rank == 0)
            throw Errors.OutOfRange(nameof(Concat), $"{first.Described} is a scalar and has no axis to join along", "use Tensor.Stack, which makes one", first.Shape);
        int front = first.Shape.Axis(axis, nameof(Concat), first);
        long total = 0;
        foreach (Tensor tensor in tensors)
        {
            if (tensor.DType != first.DType)
                throw Errors.MixedTypes(nameof(Concat), first, tensor);
            if (tensor.Rank != first.Rank || tensor.Shape.With(front, 0) != first.Shape.With(front, 0))
                throw Errors.Argument(nameof(Concat), $"{first.Described} and {tensor.Described} differ on other axes than {axis}",
                    tensor.Rank == 0 ? "make a scalar a vector with .Unsqueeze(0), or join scalars with Tensor.Stack" : "make all sizes but the joined axis's equal",
                    first.Shape, tensor.Shape);
            total += tensor.Shape[front];
        }

        if (total > int.MaxValue)
            throw Errors.Argument(nameof(Concat), $"{total} elements along one axis are too many", "join fewer of them", first.Shape);
        Shape shape = Shape.Checked(first.Shape.With(front, (int)total), nameof(Concat));
        int[] sizes = [.. tensors.Select(tensor => tensor.Shape[front])];
        Tensor result = Joined(tensors, shape, front);
        if (Recorder.Wants(nameof(Concat), result, [.. tensors]))
            result.Record(new ConcatNode([.. tensors.Select(static tensor => tensor.Node)], sizes, front - first.Rank, result));
        return result;
    }

    private static Tensor Joined(IReadOnlyList<Tensor> tensors, Shape shape, int axis)
    {
        Tensor result = Allocate(shape, tensors[0].DType);
        int start = 0;
        foreach (Tensor tensor in tensors)
        {
            int size = tensor.Shape[axis];
            Copy.Into(result.View(result.layout.Slice(axis, start, size, 1)), tensor);
            start += size;
        }

        return result;
    }
}

internal sealed class ConcatNode(Node?[] inputs, int[] sizes, int axis, Tensor result) : Node(nameof(Tensor.Concat), result.Shape, result.DType)
{
    internal override int InputCount => inputs.Length;

    internal override Node? InputAt(int index) => inputs[index];

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        for (int i = 0, start = 0; i < inputs.Length; start += sizes[i++])
            if (walk.Wants(inputs[i]))
                walk.Add(inputs[i], upstream.Slice(axis, start, start + sizes[i]));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor?[] tangents = [.. inputs.Select(walk.Tangent)];
        Shape shape = tangents.First(static tangent => tangent is not null)!.Shape;
        return Tensor.Concat([.. tangents.Select((tangent, i) =>
            tangent ?? Tensor.Filled(0, shape.With(axis + shape.Rank, sizes[i]), DType))], axis);
    }
}
