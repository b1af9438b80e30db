namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>Backwards along the given axes; along all when none is named. A view. Derivative: flipped back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Flip(params ReadOnlySpan<int> axes)
    {
        int[] named = axes.Length == 0 ? [.. Enumerable.Range(0, Rank)] : Shape.Axes(axes, nameof(Flip), this);
        int rank = Rank;
        return LinearMap.Apply(new FlipMap([.. named.Select(axis => axis - rank)]), this);
    }

    /// <inheritdoc cref="Flip(ReadOnlySpan{int})"/>
    public Tensor Flip(params int[] axes) => Flip(Errors.Required(axes));
}

internal readonly struct FlipMap(int[] axes) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Layout layout = x.Layout;
        foreach (int axis in axes)
            layout = layout.Flip(axis + x.Rank);
        return x.View(layout);
    }

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(this, upstream, nameof(Tensor.Flip));
}
