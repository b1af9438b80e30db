namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Repeated to a larger shape, as broadcasting does: a view. Derivative: the upstream gradient summed over what was repeated.</summary>
    /// <exception cref="ArgumentException">The shape is not one that this tensor broadcasts to.</exception>
    public Tensor BroadcastTo(params ReadOnlySpan<int> shape)
    {
        Shape target = Shape.Checked(shape, nameof(BroadcastTo));
        if (!Broadcast.Fits(Shape, target))
            throw Errors.Argument(nameof(BroadcastTo), $"{Described} does not broadcast to {target}", "keep its sizes, matched from the last axis, where they are not 1", Shape, target);
        return target == Shape ? this : LinearMap.Apply(new BroadcastMap(Shape, target), this);
    }

    /// <inheritdoc cref="BroadcastTo(ReadOnlySpan{int})"/>
    public Tensor BroadcastTo(params int[] shape) => BroadcastTo(Errors.Required(shape));
}

internal readonly struct BroadcastMap(Shape from, Shape to) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Tensor aligned = Broadcasting.Align(x, from, to);
        return aligned.View(aligned.Layout.BroadcastTo(x.Shape.Leading(from.Rank).Then(to)));
    }

    public Tensor Transpose(Tensor upstream) => Broadcasting.Reduce(upstream, to, from);
}
