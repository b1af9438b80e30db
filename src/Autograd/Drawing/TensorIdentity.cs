namespace Autograd.Drawing;

/// <summary>Which elements a tensor has, in which order: views of one storage may be different tensors, or the same one.</summary>
internal readonly record struct TensorIdentity(Storage Storage, int Offset, Shape Shape, string Strides)
{
    public TensorIdentity(Tensor tensor)
        : this(tensor.Storage, tensor.Layout.Offset, tensor.Shape, string.Join(',', tensor.Layout.Strides)) { }
}
