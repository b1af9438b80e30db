namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The elements in order along an axis, with the indices they came from; equal ones keep their order, NaN comes last.
    /// Derivative: the upstream gradient, taken back to where each element came from.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Sorted Sort(int axis = -1, bool descending = false) => Ranked(axis, int.MaxValue, descending, nameof(Sort));

    /// <summary>The k largest elements along an axis, largest first, with their indices; of equal ones the first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, or k is negative or more than its size.</exception>
    public Sorted TopK(int k, int axis = -1)
    {
        int front = Shape.Axis(axis, nameof(TopK), this);
        return k >= 0 && k <= Shape[front] ? Ranked(axis, k, descending: true, nameof(TopK)) : throw Errors.OutOfRange(
            nameof(TopK), $"the {k} largest of axis {axis} of {Described} cannot be had", $"use 0 to {Shape[front]}", Shape);
    }

    private Sorted Ranked(int axis, int most, bool descending, string operation)
    {
        int front = Shape.Axis(axis, operation, this), size = Shape[front], kept = Math.Min(most, size);
        Shape picked = Shape.With(front, kept);
        int[] indices = DType == DType.Float32
            ? Indexing.Ranks<float>(this, front, kept, descending)
            : Indexing.Ranks<double>(this, front, kept, descending);
        return new(LinearMap.Apply(new GatherMap(front - Rank, indices, picked, Shape), this, operation), indices);
    }
}

/// <summary>Elements in order, and the index along the axis that each came from, in the same reading order.</summary>
/// <param name="Values">The elements.</param>
/// <param name="Indices">Where they came from.</param>
public readonly record struct Sorted(Tensor Values, int[] Indices)
{
    /// <summary>The values alone.</summary>
    public static implicit operator Tensor(Sorted sorted) => sorted.Values;
}
