namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The sum of the main diagonal of matrices in the last two axes. Derivative: the upstream gradient on the diagonal.</summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two axes.</exception>
    public Tensor Trace() => Rank > 1 ? Diagonal().Sum(-1) : throw Errors.Argument(nameof(Trace),
        $"{Described} is no matrix", "give at least two axes", Shape);
}
