namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Running sums along an axis. Derivative: running sums of the upstream gradient from the other end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor CumulativeSum(int axis) =>
        LinearMap.Apply(new CumulativeSumMap(Shape.Axis(axis, nameof(CumulativeSum), this) - Rank, fromEnd: false), this);
}

internal readonly struct CumulativeSumMap(int axis, bool fromEnd) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Tensor result = Tensor.Allocate(x.Shape, x.DType);
        Scan.Sum(x, result, Lines.Along(x.Shape, axis + x.Rank), fromEnd);
        return result;
    }

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new CumulativeSumMap(axis, !fromEnd), upstream, nameof(Tensor.CumulativeSum));
}
