namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Tensors of one shape along a new axis. Derivative: each gets its part of the upstream gradient.</summary>
    /// <exception cref="ArgumentException">There are none, or their shapes or element types differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The place of the new axis is outside the shape.</exception>
    public static Tensor Stack(IReadOnlyList<Tensor> tensors, int axis = 0)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        foreach (Tensor tensor in tensors)
            if (tensor.Shape != tensors[0].Shape)
                throw Errors.Argument(nameof(Stack), $"shapes {tensors[0].Shape} and {tensor.Shape} differ", "stack tensors of one shape", tensors[0].Shape, tensor.Shape);
        return Concat([.. tensors.Select(tensor => tensor.Unsqueeze(axis))], axis);
    }
}
