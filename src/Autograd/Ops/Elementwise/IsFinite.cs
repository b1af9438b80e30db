using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>1 where an element is a finite number, 0 where it is NaN or ±∞. A mask: no gradient flows.</summary>
    public Tensor IsFinite() => Comparison.Apply(new IsFiniteFormula(), this, 0);
}

internal readonly struct IsFiniteFormula : IComparison
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mask<R> Holds<R>(R x, R y) where R : struct, IReal<R> => R.Abs(x) < double.PositiveInfinity;
}
