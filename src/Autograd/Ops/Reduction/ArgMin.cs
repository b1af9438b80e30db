namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The index, in reading order, of the smallest element: the first of several, or the first NaN.</summary>
    /// <exception cref="ArgumentException">There are no elements.</exception>
    public int ArgMin() => Flatten().ArgMin(0)[0];

    /// <summary>For each line along an axis, in reading order, the index of its smallest element: the first of several, or the first NaN.</summary>
    /// <exception cref="ArgumentException">There are no elements along the axis.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int[] ArgMin(int axis) => Positions.Along(this, axis, new SmallestFirst(), nameof(ArgMin));
}
