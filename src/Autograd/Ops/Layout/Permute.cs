namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The axes in another order: result axis i is this tensor's axis <c>axes[i]</c>. A view. Derivative: the order undone.</summary>
    /// <exception cref="ArgumentException">Not every axis is named exactly once.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Permute(params ReadOnlySpan<int> axes)
    {
        int[] order = new int[axes.Length];
        for (int i = 0; i < axes.Length; i++)
            order[i] = Shape.Axis(axes[i], nameof(Permute), this);
        if (Shape.Axes(axes, nameof(Permute), this).Length != Rank)
            throw Errors.Argument(nameof(Permute), $"{Errors.Number(axes.Length, "axis", "axes")} named, where {Described} has {Rank}", "name every axis once", Shape);
        return LinearMap.Apply(new PermuteMap(order), this);
    }

    /// <inheritdoc cref="Permute(ReadOnlySpan{int})"/>
    public Tensor Permute(params int[] axes) => Permute(Errors.Required(axes));

    /// <summary>A matrix with rows and columns exchanged; of more axes, the last two. A vector or scalar stays as it is. A view.</summary>
    public Tensor Transpose() => Rank < 2 ? this : Transpose(-2, -1);

    /// <summary>Two axes exchanged: a view. Derivative: the exchange undone.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Transpose(int axisA, int axisB)
    {
        int a = Shape.Axis(axisA, nameof(Transpose), this), b = Shape.Axis(axisB, nameof(Transpose), this);
        int[] order = [.. Enumerable.Range(0, Rank)];
        (order[a], order[b]) = (order[b], order[a]);
        return LinearMap.Apply(new PermuteMap(order), this);
    }
}

/// <summary>The order is of the last axes; leading ones stay in front.</summary>
internal readonly struct PermuteMap(int[] order) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        int leading = x.Rank - order.Length;
        return x.View(x.Layout.Permute([.. Enumerable.Range(0, leading), .. order.Select(axis => axis + leading)]));
    }

    public Tensor Transpose(Tensor upstream)
    {
        int[] inverse = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            inverse[order[i]] = i;
        return LinearMap.Apply(new PermuteMap(inverse), upstream, nameof(Tensor.Permute));
    }
}
