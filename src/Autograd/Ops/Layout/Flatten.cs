namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>All elements in reading order, as a vector: <c>Reshape(-1)</c>.</summary>
    public Tensor Flatten() => Reshape([Count]);
}
