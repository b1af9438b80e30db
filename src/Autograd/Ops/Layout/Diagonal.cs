namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Of a vector: the square matrix with it on the k-th diagonal, above the main one for k above 0. Of matrices in the last
    /// two axes: their k-th diagonals, along a new last axis, a view. Derivative: each is the other's transpose.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor is a scalar.</exception>
    public Tensor Diagonal(int k = 0)
    {
        if (Rank == 0)
            throw Errors.Argument(nameof(Diagonal), $"the scalar {Described} has no diagonal", "give a vector or matrices", Shape);
        if (Rank > 1)
            return LinearMap.Apply(new DiagonalMap(k, Shape[-2], Shape[-1]), this);
        int size = Shape.CheckedSize(Count + Math.Abs((long)k), nameof(Diagonal));
        return LinearMap.Apply(new DiagonalEmbedMap(k, size, size), this);
    }
}

internal readonly struct DiagonalMap(int k, int rows, int columns) : ILinearMap
{
    public Tensor Value(Tensor x) => x.View(x.Layout.Diagonal(k, Length(k, rows, columns)));

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new DiagonalEmbedMap(k, rows, columns), upstream, nameof(Tensor.Diagonal));

    public static int Length(int k, int rows, int columns) => (int)Math.Max(0, Math.Min((long)rows + Math.Min(k, 0), (long)columns - Math.Max(k, 0)));
}

internal readonly struct DiagonalEmbedMap(int k, int rows, int columns) : ILinearMap
{
    public Tensor Value(Tensor x)
    {
        Shape shape = Shape.Checked([.. x.Shape.Sizes[..^1], rows, columns], nameof(Tensor.Diagonal));
        Tensor result = Tensor.Filled(0, shape, x.DType);
        Copy.Into(result.View(result.Layout.Diagonal(k, x.Shape[-1])), x);
        return result;
    }

    public Tensor Transpose(Tensor upstream) => LinearMap.Apply(new DiagonalMap(k, rows, columns), upstream, nameof(Tensor.Diagonal));
}
