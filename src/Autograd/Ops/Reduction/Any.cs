using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>1 where any element is not 0, else 0, and 0 for no elements; NaN is not 0. A mask: no gradient flows.</summary>
    public Tensor Any(bool keepDims = false) => AnyOver(Axes.All(Shape), keepDims);

    /// <inheritdoc cref="Any(bool)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Any(int axis, bool keepDims = false) => AnyOver([Shape.Axis(axis, nameof(Any), this)], keepDims);

    /// <inheritdoc cref="Any(bool)"/>
    /// <summary>The same over several axes; over none, given as <c>[]</c>, nothing is reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public Tensor Any(ReadOnlySpan<int> axes, bool keepDims = false) => AnyOver(Shape.Axes(axes, nameof(Any), this), keepDims);

    private Tensor AnyOver(int[] axes, bool keepDims) => Truth.Over(new AnyReduction(), this, axes, keepDims, nameof(Any));
}

/// <summary>The larger of zeros and ones.</summary>
internal readonly struct AnyReduction : IReduction
{
    public static bool Adds => false;

    public double Identity => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => L.Max(a, b);
}
