namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The upper triangles of matrices in the last two axes, from the k-th diagonal, and exact zeros below. Derivative: likewise.</summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two axes.</exception>
    public Tensor Triu(int k = 0) => InTriangle(nameof(Triu), (row, column) => column - row >= k);
}
