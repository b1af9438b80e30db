namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The given indices of an axis, in that order, repeats allowed: rows of a table, say. Derivative: the upstream gradient
    /// added up where an index repeats.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis or index.</exception>
    public Tensor IndexSelect(int axis, params ReadOnlySpan<int> indices)
    {
        int front = Shape.Axis(axis, nameof(IndexSelect), this), size = Shape[front];
        Indexing.Require(indices, axis, this, nameof(IndexSelect));
        return LinearMap.ApplySparse(new IndexSelectMap(front - Rank, indices.ToArray(), size), this);
    }

    /// <inheritdoc cref="IndexSelect(int, ReadOnlySpan{int})"/>
    public Tensor IndexSelect(int axis, params int[] indices) => IndexSelect(axis, Errors.Required(indices));
}

internal readonly struct IndexSelectMap(int axis, int[] indices, int size) : ISparseMap
{
    public Tensor Value(Tensor x)
    {
        Tensor result = Tensor.Allocate(Shape.Checked(x.Shape.With(axis + x.Rank, indices.Length), nameof(Tensor.IndexSelect)), x.DType);
        Indexing.Rows(indices, axis, table: x, rows: result, add: false);
        return result;
    }

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new IndexAddMap(axis, indices, size), upstream, "IndexAdd");

    public void AddTranspose(Tensor sum, Tensor upstream) => Indexing.Rows(indices, axis, table: sum, rows: upstream, add: true);
}

/// <summary>The transpose of selecting: rows added into a table of zeros.</summary>
internal readonly struct IndexAddMap(int axis, int[] indices, int size) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Tensor result = Tensor.Filled(0, x.Shape.With(axis + x.Rank, size), x.DType);
        Indexing.Rows(indices, axis, table: result, rows: x, add: true);
        return result;
    }

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new IndexSelectMap(axis, indices, size), upstream, nameof(Tensor.IndexSelect));
}
