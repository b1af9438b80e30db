namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The same elements in reading order under another shape; one size may be −1 and is worked out. A view where strides
    /// allow, else a copy. Derivative: the upstream gradient, reshaped back.
    /// </summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements, or has more than one −1.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> shape)
    {
        Shape target = Completed(shape);
        return target == Shape ? this : LinearMap.Apply(new ReshapeMap(Shape, target), this);
    }

    /// <inheritdoc cref="Reshape(ReadOnlySpan{int})"/>
    public Tensor Reshape(params int[] shape) => Reshape(Errors.Required(shape));

    private Shape Completed(ReadOnlySpan<int> shape)
    {
        int unknown = shape.IndexOf(-1);
        Span<int> sizes = stackalloc int[shape.Length];
        shape.CopyTo(sizes);
        if (unknown >= 0)
        {
            if (shape[(unknown + 1)..].Contains(-1))
                throw Errors.Argument(nameof(Reshape), $"two sizes for {Described} are -1", "leave at most one to be worked out", Shape);
            sizes[unknown] = 1;
            int known = Shape.Checked(sizes, nameof(Reshape)).ElementCount;
            if (known == 0 || Count % known != 0)
                throw Errors.Argument(nameof(Reshape), $"{Count} elements of {Described} do not divide evenly by {known}",
                    "choose sizes whose product divides the element count", Shape);
            sizes[unknown] = Count / known;
        }

        Shape target = Shape.Checked(sizes, nameof(Reshape));
        return target.ElementCount == Count ? target : throw Errors.Argument(nameof(Reshape),
            $"{Described} has {Count} elements, {target} has {target.ElementCount}", "choose sizes with the same product, or leave one as -1", Shape, target);
    }
}

internal readonly struct ReshapeMap(Shape from, Shape to) : ILinearMap
{
    public Tensor Value(Tensor x) => x.ViewAs(x.Shape.Leading(from.Rank).Then(to));

    public Tensor Transpose(Tensor upstream) => upstream.Reshape(upstream.Shape.Leading(to.Rank).Then(from));
}
