namespace Autograd;

/// <summary>A tensor that a node keeps for its local gradients, with the version it had then.</summary>
internal struct Saved(Tensor tensor)
{
    private readonly int version = tensor.Storage.Version;

    /// <summary>The tensor; null when nothing was saved, or it was let go.</summary>
    public Tensor? Tensor { get; private set; } = tensor;

    /// <summary>Throws when the tensor's memory was given back, or overwritten by an assignment.</summary>
    public readonly void Verify(Node node) => Verify(node.Operation);

    /// <summary>The tensor, verified: for what only some walks read.</summary>
    public readonly Tensor Read(string operation)
    {
        Verify(operation);
        return Tensor!;
    }

    public void Drop() => Tensor = null;

    private readonly void Verify(string operation)
    {
        if (Tensor is null)
            return;
        if (Tensor.Storage.IsReleased)
            throw Errors.ScopeEnded(operation, Tensor);
        if (Tensor.Storage.Version != version)
            throw Errors.State(operation,
                $"the parameter {Tensor.Described} was assigned after it was recorded, so its gradient would be wrong",
                "run Backward before Assign or the optimiser's step, or record again", Tensor.Shape);
    }
}
