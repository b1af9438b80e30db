namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// This tensor with a source added to places along an axis: result[…, indices[…, i, …], …] += source[…, i, …]. The indices
    /// are shaped as the source, whose other sizes are at most this tensor's. Derivative: the upstream gradient in this
    /// tensor, the gathered upstream gradient in the source.
    /// </summary>
    /// <exception cref="ArgumentException">The source or the number of indices does not fit, or the element types differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis or index.</exception>
    public Tensor ScatterAdd(int axis, ReadOnlySpan<int> indices, Tensor source)
    {
        int front = RequireScatter(axis, indices, source, nameof(ScatterAdd));
        return this + LinearMap.Apply(new ScatterAddMap(front - Rank, indices.ToArray(), source.Shape, Shape), source);
    }

    /// <inheritdoc cref="ScatterAdd(int, ReadOnlySpan{int}, Tensor)"/>
    public Tensor ScatterAdd(int axis, int[] indices, Tensor source) => ScatterAdd(axis, Errors.Required(indices), source);

    private int RequireScatter(int axis, ReadOnlySpan<int> indices, Tensor source, string operation)
    {
        Errors.RequireNotNull(source, operation: operation);
        int front = Shape.Axis(axis, operation, this);
        if (source.DType != DType)
            throw Errors.MixedTypes(operation, this, source);
        Indexing.RequireShape(indices, source.Shape, this, front, operation);
        Indexing.Require(indices, axis, this, operation);
        return front;
    }
}
