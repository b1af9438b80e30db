namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The index, in reading order, of the largest element: the first of several, or the first NaN.</summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public int ArgMax() => Flatten().ArgMax(0)[0];

    /// <summary>For each line along an axis, in reading order, the index of its largest element: the first of several, or the first NaN.</summary>
    /// <exception cref="ArgumentException">There are no elements along the axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int[] ArgMax(int axis) => Positions.Along(this, axis, new LargestFirst(), nameof(ArgMax));
}
