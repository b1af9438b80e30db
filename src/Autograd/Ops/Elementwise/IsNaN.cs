using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>1 where an element is NaN, else 0. A mask: no gradient flows.</summary>
    public Tensor IsNaN() => Comparison.Apply(new IsNaNFormula(), this, 0);
}

internal readonly struct IsNaNFormula : IComparison
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mask<R> Holds<R>(R x, R y) where R : struct, IReal<R> => !R.EqualTo(x, x);
}
