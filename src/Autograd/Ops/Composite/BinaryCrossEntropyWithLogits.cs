using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The mean of −t ln σ(x) − (1 − t) ln(1 − σ(x)), from logits and targets in [0, 1] of one shape, without overflow.
    /// Derivative: (σ(x) − t) / n in the logits.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes or element types differ, or there are no elements.</exception>
    public Tensor BinaryCrossEntropyWithLogits(Tensor targets)
    {
        Loss.RequireAlike(this, targets, nameof(BinaryCrossEntropyWithLogits));
        Axes.RequireElements(this, Axes.All(Shape), nameof(BinaryCrossEntropyWithLogits));

        return Binary.Apply(new BinaryCrossEntropyFormula(), this, targets, nameof(BinaryCrossEntropyWithLogits)).Mean();
    }
}

internal readonly struct BinaryCrossEntropyFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X;

    // A weight of 0 wins over an infinite loss.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R>
    {
        R beyond = R.Log1p(R.Exp(-R.Abs(x)));
        return R.Chain(y, R.Max(-x, 0) + beyond) + R.Chain(1 - y, R.Max(x, 0) + beyond);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> 
    {
        R sigmoid = R.Sigmoid(x, out R rest);
        return (1 - y) * sigmoid - y * rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => -x;
}
