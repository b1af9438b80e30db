namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Elements picked along an axis: result[…, i, …] = x[…, indices[…, i, …], …], where the indices have the given shape, equal
    /// to this tensor's but for the axis. Without a shape it is this tensor's with the axis fitted to the number of indices.
    /// Derivative: the upstream gradient added up where an index repeats.
    /// </summary>
    /// <exception cref="ArgumentException">The shape does not fit the tensor or the number of indices.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis or index.</exception>
    public Tensor Gather(int axis, ReadOnlySpan<int> indices, params ReadOnlySpan<int> shape)
    {
        int front = Shape.Axis(axis, nameof(Gather), this);
        Shape picked = shape.Length == 0 ? Indexing.Fit(this, front, indices.Length, nameof(Gather)) : Shape.Checked(shape, nameof(Gather));
        Indexing.RequireShape(indices, picked, this, front, nameof(Gather));
        Indexing.Require(indices, axis, this, nameof(Gather));
        return LinearMap.ApplySparse(new GatherMap(front - Rank, indices.ToArray(), picked, Shape), this);
    }

    /// <inheritdoc cref="Gather(int, ReadOnlySpan{int}, ReadOnlySpan{int})"/>
    public Tensor Gather(int axis, int[] indices, params int[] shape) => Gather(axis, Errors.Required(indices), Errors.Required(shape));
}

internal readonly struct GatherMap(int axis, int[] indices, Shape picked, Shape table) : ISparseMap
{
    public Tensor Value(Tensor x)
    {
        Tensor result = Tensor.Allocate(x.Shape.Leading(table.Rank).Then(picked), x.DType);
        Indexing.Elements(indices, axis, picked, table: x, tableShape: table, elements: result, add: false);
        return result;
    }

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new ScatterAddMap(axis, indices, picked, table), upstream, nameof(Tensor.ScatterAdd));

    public void AddTranspose(Tensor sum, Tensor upstream) =>
        Indexing.Elements(indices, axis, picked, table: sum, tableShape: table, elements: upstream, add: true);
}

/// <summary>The transpose of gathering: elements added into a table of zeros.</summary>
internal readonly struct ScatterAddMap(int axis, int[] indices, Shape picked, Shape table) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Tensor result = Tensor.Filled(0, x.Shape.Leading(picked.Rank).Then(table), x.DType);
        Indexing.Elements(indices, axis, picked, table: result, tableShape: table, elements: x, add: true);
        return result;
    }

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new GatherMap(axis, indices, picked, table), upstream, nameof(Tensor.Gather));
}
