namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>A copy with memory of its own, which does not see a parameter's <see cref="Assign"/>. Derivative: the upstream gradient.</summary>
    public Tensor Clone() => LinearMap.Apply(new CloneMap(), this);

    /// <summary>This tensor when its elements stand in reading order, else a copy in which they do. Derivative: the upstream gradient.</summary>
    public Tensor Contiguous() => layout.IsRowMajor ? this : Clone();
}

internal readonly struct CloneMap : ILinearMap
{
    public Tensor Value(Tensor x) => Copy.Fresh(x);

    public Tensor Transpose(Tensor upstream) => upstream;
}
