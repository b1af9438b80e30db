namespace Autograd;

/// <summary>A node with room for up to three saved tensors: operands, and the result.</summary>
internal abstract class SavingNode(string operation, Shape shape, DType type) : Node(operation, shape, type)
{
    private protected Saved x, y, z;

    internal override IEnumerable<Tensor> SavedTensors => new[] { x.Tensor, y.Tensor, z.Tensor }.OfType<Tensor>();

    private protected override void VerifySaved()
    {
        x.Verify(this);
        y.Verify(this);
        z.Verify(this);
    }

    private protected override void DropSaved()
    {
        x.Drop();
        y.Drop();
        z.Drop();
    }
}
