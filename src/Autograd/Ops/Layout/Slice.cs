namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The elements start, start + step, … before stop along an axis: a view. Derivative: the upstream gradient put back in
    /// its places, among zeros.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis, start and stop are no part of it, or the step is below 1.</exception>
    public Tensor Slice(int axis, int start, int stop, int step = 1) => Sliced(axis, start, stop, step, nameof(Slice));

    /// <summary>The same for an operation that its errors name.</summary>
    private Tensor Sliced(int axis, int start, int stop, int step, string operation)
    {
        int front = Shape.Axis(axis, operation, this), size = Shape[front];
        if (start < 0 || stop < start || stop > size)
            throw Errors.OutOfRange(operation, $"{start}..{stop} is no part of axis {axis} of {Described}", $"keep 0 ≤ start ≤ stop ≤ {size}", Shape);
        if (step < 1)
            throw Errors.OutOfRange(operation, $"step {step} does not go forwards along axis {axis} of {Described}", "use 1 or more, or Flip to run backwards", Shape);
        return LinearMap.ApplySparse(new SliceMap(front - Rank, start, (stop - start + step - 1) / step, step, size), this, operation);
    }
}

internal readonly struct SliceMap(int axis, int start, int count, int step, int size) : ISparseMap
{
    public Tensor Value(Tensor x) => x.View(x.Layout.Slice(axis + x.Rank, start, count, step));

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new EmbedMap(axis, start, count, step, size), upstream, "Embed");

    public void AddTranspose(Tensor sum, Tensor upstream) => Copy.AddInto(Value(sum), upstream);
}

/// <summary>The transpose of a slice: its elements in their places along an axis of the given size, and zeros elsewhere.</summary>
internal readonly struct EmbedMap(int axis, int start, int count, int step, int size) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Tensor result = Tensor.Filled(0, x.Shape.With(axis + x.Rank, size), x.DType);
        Copy.Into(result.View(result.Layout.Slice(axis + x.Rank, start, count, step)), x);
        return result;
    }

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new SliceMap(axis, start, count, step, size), upstream, nameof(Tensor.Slice));
}
