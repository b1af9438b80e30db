namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Scalar product of two vectors, Σ aᵢbᵢ. Derivative: each is the other's gradient, times the upstream.</summary>
    /// <exception cref="ArgumentException">They are no vectors of one length, or the element types differ.</exception>
    public Tensor Dot(Tensor other)
    {
        Errors.RequireNotNull(other);
        if (other.DType != DType)
            throw Errors.MixedTypes(nameof(Dot), this, other);
        return Rank == 1 && other.Shape == Shape ? MatMul(other) : throw Errors.Argument(nameof(Dot),
            $"{Described} and {other.Described} are not two vectors of one length", "use vectors, or MatMul for matrices", Shape, other.Shape);
    }
}
