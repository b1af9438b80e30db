using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>1 where x is greater than y, else 0, and 0 where either is NaN: elementwise, broadcast. A mask: no gradient flows.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor Greater(Tensor y) => Comparison.Apply(new GreaterFormula(), this, y);

    /// <summary>1 where x is greater than a number, else 0, and 0 where x is NaN. A mask: no gradient flows.</summary>
    public Tensor Greater(double y) => Comparison.Apply(new GreaterFormula(), this, y);
}

internal readonly struct GreaterFormula : IComparison
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mask<R> Holds<R>(R x, R y) where R : struct, IReal<R> => x > y;
}

internal readonly partial struct Traced
{
    public static Mask<Traced> operator >(Traced x, Traced y) => Compare(new GreaterFormula(), x, y, nameof(Tensor.Greater));

    public static Mask<Traced> operator >(Traced x, double y) => x > (Traced)y;
}
