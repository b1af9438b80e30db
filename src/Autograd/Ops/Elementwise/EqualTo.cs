using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>1 where x is equal to y, else 0, and 0 where either is NaN: elementwise, broadcast. A mask: no gradient flows.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor EqualTo(Tensor y) => Comparison.Apply(new EqualToFormula(), this, y);

    /// <summary>1 where x is equal to a number, else 0, and 0 where x is NaN. A mask: no gradient flows.</summary>
    public Tensor EqualTo(double y) => Comparison.Apply(new EqualToFormula(), this, y);
}

internal readonly struct EqualToFormula : IComparison
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mask<R> Holds<R>(R x, R y) where R : struct, IReal<R> => R.EqualTo(x, y);
}

internal readonly partial struct Traced
{
    public static Mask<Traced> EqualTo(Traced x, Traced y) => Compare(new EqualToFormula(), x, y, nameof(Tensor.EqualTo));
}
