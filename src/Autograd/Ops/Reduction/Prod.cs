namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The product of the elements; over an empty axis 1. Derivative: the product of the others, exact where elements are 0,
    /// however many, and to every order: the product is formed pairwise, and nothing is divided. Partial products do not overflow or
    /// vanish where the product itself can be written.
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

        Tensor plain = Halved(factors);
        if (factors.Shape[-1] > 2 && !Scaling.AreSafe(plain.Values().Abs()))
            plain = Balanced(factors, plain);
        return plain.Reshape(result);
    }

    // Halves are multiplied elementwise until one factor is left; an odd one out waits for the next round.
    private static Tensor Halved(Tensor factors)
    {
        while (factors.Shape[-1] is > 1 and int count)
        {
            int half = count / 2;
            Tensor product = factors.Slice(-1, 0, half) * factors.Slice(-1, half, 2 * half);
            factors = count % 2 == 0 ? product : Concat([product, factors.Slice(-1, 2 * half, count)], -1);
        }

        return factors;
    }

    /// <summary>
    /// The same where a part of a product leaves the range, and the product itself does not: after each round the factors are
    /// scaled by powers of two. Other products stay as they are.
    /// </summary>
    private static Tensor Balanced(Tensor factors, Tensor plain)
    {
        Tensor exponents = Filled(0, factors.Shape, factors.DType);
        while (true)
        {
            Tensor shift = Scaling.Exponents(factors);
            factors *= Scaling.Powers(-shift);
            exponents += shift;
            if (factors.Shape[-1] is 1)
                break;
            int count = factors.Shape[-1], half = count / 2;
            Tensor product = factors.Slice(-1, 0, half) * factors.Slice(-1, half, 2 * half);
            Tensor sum = exponents.Slice(-1, 0, half) + exponents.Slice(-1, half, 2 * half);
            (factors, exponents) = count % 2 == 0 ? (product, sum)
                : (Concat([product, factors.Slice(-1, 2 * half, count)], -1), Concat([sum, exponents.Slice(-1, 2 * half, count)], -1));
        }

        // In two steps: half a power is a normal number where the whole one need not be.
        Tensor part = (exponents / 2).Floor(), balanced = factors * Scaling.Powers(part) * Scaling.Powers(exponents - part);
        Tensor size = balanced.Values().Abs(), largest = Scalar(factors.DType == DType.Float32 ? float.MaxValue : double.MaxValue, factors.DType);
        Tensor inside = size.LessOrEqual(largest) * size.Greater(0);
        return Where(inside, balanced, plain);
    }
}
