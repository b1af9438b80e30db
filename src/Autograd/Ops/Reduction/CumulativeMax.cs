namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The largest element so far along an axis; NaN from the first one on. Derivative: each upstream gradient, shared evenly among all
    /// elements so far that are equal to the largest; NaNs take it.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor CumulativeMax(int axis)
    {
        Lines lines = Lines.Along(Shape, Shape.Axis(axis, nameof(CumulativeMax), this));
        int[] sharers = new int[Count];
        Tensor y = RunningMaximum.Of(this, lines, sharers);
        return LinearMap.Record(new RunningMaximumMap(lines, sharers, isTransposed: false), this, y);
    }
}

/// <summary>What a running maximum does to changes of its operand: the mean of those that reach it; and the transpose.</summary>
internal readonly struct RunningMaximumMap(Lines lines, int[] sharers, bool isTransposed) : ILinearMap, IGate
{
    public string Gate => "routes the gradient to the largest so far; equal ones share it";

    public Tensor Value(Tensor x) => RunningMaximum.Means(x, lines, sharers, isTransposed);

    public Tensor Transpose(Tensor upstream) =>
        LinearMap.Apply(new RunningMaximumMap(lines, sharers, !isTransposed), upstream, nameof(Tensor.CumulativeMax));
}
