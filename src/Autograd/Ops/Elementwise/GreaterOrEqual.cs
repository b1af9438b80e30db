using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>1 where x is at least y, else 0, and 0 where either is NaN: elementwise, broadcast. A mask: no gradient flows.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor GreaterOrEqual(Tensor y) => Comparison.Apply(new GreaterOrEqualFormula(), this, y);

    /// <summary>1 where x is at least a number, else 0, and 0 where x is NaN. A mask: no gradient flows.</summary>
    public Tensor GreaterOrEqual(double y) => Comparison.Apply(new GreaterOrEqualFormula(), this, y);
}

internal readonly struct GreaterOrEqualFormula : IComparison
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mask<R> Holds<R>(R x, R y) where R : struct, IReal<R> => x >= y;
}

internal readonly partial struct Traced
{
    public static Mask<Traced> operator >=(Traced x, Traced y) => Compare(new GreaterOrEqualFormula(), x, y, nameof(Tensor.GreaterOrEqual));
}
