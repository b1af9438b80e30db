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
                throw Errors.Argument(At.Indexer, $"At.Rest stands twice in the indices of {Described}", "name it once", Shape);
            if (named > Rank)
                throw TooMany(named);

            Tensor result = this;
            int axis = 0, own = 0;
            foreach (At one in at)
            {
                if (one.IsRest)
                {
                    axis += Rank - named;
                    own += Rank - named;
                    continue;
                }

                if (one.TakesAxis)
                    one.Require(this, own++);
                result = one.Apply(result, ref axis);
            }

            return result;
        }
    }

    /// <summary>The element or part at one index of the first axis: a view.</summary>
    /// <exception cref="ArgumentException">The tensor is a scalar.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    [IndexerName("Slices")]
    public Tensor this[int index]
    {
        get
        {
            if (Rank < 1)
                throw TooMany(1);
            ((At)index).Require(this, 0);
            return Select(0, index);
        }
    }

    /// <summary>The element or part at these indices of the first two axes: a view.</summary>
    /// <exception cref="ArgumentException">The tensor has fewer axes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such index.</exception>
    [IndexerName("Slices")]
    public Tensor this[int first, int second]
    {
        get
        {
            if (Rank < 2)
                throw TooMany(2);
            ((At)first).Require(this, 0);
            ((At)second).Require(this, 1);
            return Select(0, first).Select(0, second);
        }
    }

    private Exception TooMany(int named) => Errors.Argument(At.Indexer, $"{Errors.Number(named, "axis", "axes")} named, where {Described} has {Rank}",
        Rank == 0 ? "read a scalar with Item or ToDouble" : "name at most as many", Shape);
}
