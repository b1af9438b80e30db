using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Picks and slices axis by axis: <c>x[0]</c>, <c>x[^1, ..]</c>, <c>x[.., 1..3]</c>, <c>x[At.Rest, At.Step(.., 2)]</c>. An
    /// index picks and drops its axis, a range slices, <see cref="At.NewAxis"/> inserts an axis of size 1, and
    /// <see cref="At.Rest"/> stands for all axes not named; what is not named at the end stays whole. A view.
    /// </summary>
    /// <exception cref="ArgumentException">More axes are named than there are, or <see cref="At.Rest"/> stands twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index or range is outside its axis.</exception>
    [IndexerName("Slices")]
    public Tensor this[params ReadOnlySpan<At> at]
    {
        get
        {
            int named = 0, rests = 0;
            foreach (At one in at)
            {
                named += one.TakesAxis ? 1 : 0;
                rests += one.IsRest ? 1 : 0;
            }

            if (rests > 1)
                throw Errors.Argument("Indexer", "At.Rest stands twice", "name it once", Shape);
            if (named > Rank)
                throw Errors.Argument("Indexer", $"{named} axes are named, {Shape} has {Rank}", "name at most as many", Shape);

            Tensor result = this;
            int axis = 0;
            foreach (At one in at)
            {
                if (one.IsRest)
                    axis += Rank - named;
                else
                    result = one.Apply(result, ref axis);
            }

            return result;
        }
    }

    /// <summary>The element or part at one index of the first axis: a view.</summary>
    [IndexerName("Slices")]
    public Tensor this[int index] => Select(0, index < 0 ? throw Negative(index) : index);

    /// <summary>The element or part at these indices of the first two axes: a view.</summary>
    [IndexerName("Slices")]
    public Tensor this[int first, int second] => this[first][second];

    private Exception Negative(int index) =>
        Errors.OutOfRange("Indexer", $"index {index} is negative", $"write ^{-(long)index} to count from the end", Shape);
}
