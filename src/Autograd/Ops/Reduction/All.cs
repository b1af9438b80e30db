using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>1 where no element is 0, else 0, and 1 for no elements; NaN is not 0. A mask: no gradient flows.</summary>
    public Tensor All(bool keepDims = false) => AllOver(Axes.All(Shape), keepDims);

    /// <inheritdoc cref="All(bool)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor All(int axis, bool keepDims = false) => AllOver([Shape.Axis(axis, nameof(All), this)], keepDims);

    /// <inheritdoc cref="All(bool)"/>
    /// <summary>The same over several axes; over none, given as <c>[]</c>, nothing is reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public Tensor All(ReadOnlySpan<int> axes, bool keepDims = false) => AllOver(Shape.Axes(axes, nameof(All), this), keepDims);

    private Tensor AllOver(int[] axes, bool keepDims) => Truth.Over(new AllReduction(), this, axes, keepDims, nameof(All));
}

/// <summary>The smaller of zeros and ones.</summary>
internal readonly struct AllReduction : IReduction
{
    public static bool Adds => false;

    public double Identity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => L.Min(a, b);
}
