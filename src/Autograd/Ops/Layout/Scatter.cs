namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// This tensor with a source written to places along an axis: result[…, indices[…, i, …], …] = source[…, i, …]. The indices
    /// are shaped as the source, whose other sizes are at most this tensor's. Where an index repeats, the last one wins and
    /// alone gets the gradient; what was overwritten gets 0.
    /// </summary>
    /// <exception cref="ArgumentException">The source or the number of indices does not fit, or the element types differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis or index.</exception>
    public Tensor Scatter(int axis, ReadOnlySpan<int> indices, Tensor source)
    {
        int front = RequireScatter(axis, indices, source, nameof(Scatter));
        bool[] wins = Indexing.LastWins(indices, front, source.Shape, Shape);
        Tensor winners = From(Array.ConvertAll(wins, static won => won ? 1f : 0f), source.Shape).Cast(DType);
        ScatterAddMap put = new(front - Rank, indices.ToArray(), source.Shape, Shape);
        Tensor written = LinearMap.Apply(put, winners);
        return Where(written, LinearMap.Apply(put, Where(winners, source, 0)), this);
    }

    /// <inheritdoc cref="Scatter(int, ReadOnlySpan{int}, Tensor)"/>
    public Tensor Scatter(int axis, int[] indices, Tensor source) => Scatter(axis, Errors.Required(indices), source);
}
