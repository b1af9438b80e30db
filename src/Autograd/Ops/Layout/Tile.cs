namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The whole tensor repeated: <c>counts[i]</c> times along axis i, counted from the last where there are fewer counts than
    /// axes; more counts add axes in front. Derivative: the sum over the copies.
    /// </summary>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    public Tensor Tile(params ReadOnlySpan<int> counts)
    {
        int rank = Math.Max(Rank, counts.Length);
        int[] apart = new int[2 * rank], repeated = new int[2 * rank], joined = new int[rank];
        for (int back = 1; back <= rank; back++)
        {
            int size = back <= Rank ? Shape.Sizes[^back] : 1, count = back <= counts.Length ? counts[^back] : 1;
            if (count < 0)
                throw Errors.Argument(nameof(Tile), $"{count} copies of {Described} cannot be", "use 0 or more", Shape);
            (apart[^(2 * back)], apart[^(2 * back - 1)]) = (1, size);
            (repeated[^(2 * back)], repeated[^(2 * back - 1)]) = (count, size);
            joined[^back] = Shape.CheckedSize((long)count * size, nameof(Tile));
        }

        Shape result = Shape.Checked(joined, nameof(Tile));
        return Reshape(apart).BroadcastTo(repeated).Reshape(result);
    }

    /// <inheritdoc cref="Tile(ReadOnlySpan{int})"/>
    public Tensor Tile(params int[] counts) => Tile(Errors.Required(counts));
}
