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
        Axes.RequireElements(Shape, Axes.All(Shape), nameof(BinaryCrossEntropyWithLogits));

        // A weight of 0 wins over an infinite loss.
        ChainFormula weighted = new();
        return (Binary.Apply(weighted, targets, (-this).Softplus()) + Binary.Apply(weighted, 1 - targets, Softplus())).Mean();
    }
}
