namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Outer product of two vectors: the matrix aᵢbⱼ. Derivative: u·b in a and uᵀ·a in b, with u the upstream gradient.</summary>
    /// <exception cref="ArgumentException">They are no vectors, or the element types differ.</exception>
    public Tensor Outer(Tensor other)
    {
        Errors.RequireNotNull(other);
        if (other.DType != DType)
            throw Errors.MixedTypes(nameof(Outer), this, other);
        using Ambient.Stretch _ = Broadcast.Intended();
        return Rank == 1 && other.Rank == 1 ? Unsqueeze(1) * other.Unsqueeze(0) : throw Errors.Argument(nameof(Outer),
            $"{Described} and {other.Described} are not two vectors", "Flatten them first", Shape, other.Shape);
    }
}
