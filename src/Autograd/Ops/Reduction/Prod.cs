namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The product of the elements; over an empty axis 1. Derivative: the product of the others, exact where elements are 0,
    /// however many, and to every order: the product is formed pairwise, and nothing is divided.
    /// </summary>
    public Tensor Prod(bool keepDims = false) => ProdOver(Axes.All(Shape), keepDims);

    /// <inheritdoc cref="Prod(bool)"/>
    /// <summary>The same over one axis; negative axes count from the end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public Tensor Prod(int axis, bool keepDims = false) => ProdOver([Shape.Axis(axis, nameof(Prod), this)], keepDims);

    /// <inheritdoc cref="Prod(bool)"/>
    /// <summary>The same over several axes; over none, given as <c>[]</c>, nothing is reduced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    /// <exception cref="ArgumentException">An axis is named twice.</exception>
    public Tensor Prod(ReadOnlySpan<int> axes, bool keepDims = false) => ProdOver(Shape.Axes(axes, nameof(Prod), this), keepDims);

    private Tensor ProdOver(int[] axes, bool keepDims)
    {
        Shape result = Axes.Reduced(Shape, axes, keepDims);
        int[] kept = [.. Axes.All(Shape).Except(axes)];
        Tensor factors = Permute([.. kept, .. axes]).Reshape([.. kept.Select(axis => Shape[axis]), Axes.Count(Shape, axes)]);
        if (factors.Shape[-1] == 0)
            return SumOver(axes, keepDims) + 1;

        // Halves are multiplied elementwise until one factor is left; an odd one out waits for the next round.
        while (factors.Shape[-1] is > 1 and int count)
        {
            int half = count / 2;
            Tensor product = factors.Slice(-1, 0, half) * factors.Slice(-1, half, 2 * half);
            factors = count % 2 == 0 ? product : Concat([product, factors.Slice(-1, 2 * half, count)], -1);
        }

        return factors.Reshape(result);
    }
}
