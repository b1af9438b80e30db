using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>1 where x differs from y, else 0, and 1 where either is NaN: elementwise, broadcast. A mask: no gradient flows.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor NotEqualTo(Tensor y) => Comparison.Apply(new NotEqualToFormula(), this, y);

    /// <summary>1 where x differs from a number, else 0, and 1 where x is NaN. A mask: no gradient flows.</summary>
    public Tensor NotEqualTo(double y) => Comparison.Apply(new NotEqualToFormula(), this, y);
}

internal readonly struct NotEqualToFormula : IComparison
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mask<R> Holds<R>(R x, R y) where R : struct, IReal<R> => !R.EqualTo(x, y);
}
