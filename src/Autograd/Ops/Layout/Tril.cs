namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The lower triangles of matrices in the last two axes, up to the k-th diagonal, and exact zeros above. Derivative: likewise.</summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two axes.</exception>
    public Tensor Tril(int k = 0) => InTriangle(nameof(Tril), (row, column) => column - row <= k);

    /// <summary>What a mask over the last two axes leaves.</summary>
    private Tensor InTriangle(string operation, Func<long, long, bool> holds)
    {
        if (Rank < 2)
            throw Errors.Argument(operation, $"{Described} is no matrix", "give at least two axes", Shape);
        int rows = Shape[-2], columns = Shape[-1];
        float[] mask = new float[Shape.Checked([rows, columns], operation).ElementCount];
        for (int i = 0; i < mask.Length; i++)
            mask[i] = holds(i / columns, i % columns) ? 1 : 0;
        using Ambient.Stretch _ = Broadcast.Intended();
        return Where(From(mask, rows, columns).Cast(DType), this, 0);
    }
}
