namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Tensors of one shape along a new axis. Derivative: each gets its part of the upstream gradient.</summary>
    /// <exception cref="ArgumentException">There are none, or their shapes or element types differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The place of the new axis is outside the shape.</exception>
    public static Tensor Stack(IReadOnlyList<Tensor> tensors, int axis = 0)
    {
        Errors.RequireNotNull(tensors);
        if (tensors.Count == 0)
            throw Errors.Argument(nameof(Stack), "there is nothing to stack", "give at least one tensor");
        for (int i = 0; i < tensors.Count; i++)
            Errors.RequireNotNull(tensors[i], $"tensor {i}");
        Tensor first = tensors[0];
        if (axis < -first.Rank - 1 || axis > first.Rank)
            throw Errors.OutOfRange(nameof(Stack), $"place {axis} is outside {first.Described}", $"use {-first.Rank - 1} to {first.Rank}", first.Shape);
        foreach (Tensor tensor in tensors)
        {
            if (tensor.DType != first.DType)
                throw Errors.MixedTypes(nameof(Stack), first, tensor);
            if (tensor.Shape != first.Shape)
                throw Errors.Argument(nameof(Stack), $"shapes {first.Described} and {tensor.Described} differ", "stack tensors of one shape", first.Shape, tensor.Shape);
        }

        return Concat([.. tensors.Select(tensor => tensor.Unsqueeze(axis))], axis);
    }
}
