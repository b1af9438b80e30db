using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// x ln y, elementwise, broadcast; 0 where x is 0, for every y that is a number: entropies and likelihoods need no guard there.
    /// Derivative: ln y in x; x / y in y, which is 0 where x is 0; NaN below y = 0.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor Xlogy(Tensor y) => Binary.Apply(new XlogyFormula(), this, y);
}

internal readonly struct XlogyFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.Select(R.EqualTo(x, 0) & R.EqualTo(y, y), 0, x * R.Log(y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => R.Log(y);

    // Its own slope in x is 1 / y, also where x is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => R.Chain(x, 1 / R.NonNegative(y));
}
