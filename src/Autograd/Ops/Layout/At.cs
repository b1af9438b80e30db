namespace Autograd;

/// <summary>
/// One axis of an indexer: an <see cref="int"/> picks one index, an <see cref="Index"/> counts from the end, a
/// <see cref="Range"/> slices.
/// </summary>
public readonly struct At
{
    /// <summary>What errors call the operation.</summary>
    internal const string Indexer = "Indexer";

    private readonly Kind kind;
    private readonly Index index;
    private readonly Range range;
    private readonly int step;

    private At(Kind kind, Index index = default, Range range = default, int step = 1) =>
        (this.kind, this.index, this.range, this.step) = (kind, index, range, step);

    private enum Kind
    {
        Pick,
        Slice,
        NewAxis,
        Rest,
    }

    /// <summary>A new axis of size 1.</summary>
    public static At NewAxis => new(Kind.NewAxis);

    /// <summary>All axes that are not named.</summary>
    public static At Rest => new(Kind.Rest);

    internal bool IsRest => kind == Kind.Rest;

    internal bool TakesAxis => kind is Kind.Pick or Kind.Slice;

    /// <summary>Every <paramref name="step"/>th element of a range; the step is 1 or more.</summary>
    public static At Step(Range range, int step) => new(Kind.Slice, range: range, step: step);

    /// <summary>One index, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static implicit operator At(int index) => index >= 0 ? new(Kind.Pick, index) : throw Errors.OutOfRange(Indexer,
        $"index {index} is negative", $"did you mean ^{-(long)index}, which counts from the end?");

    /// <summary>One index, <c>^1</c> being the last.</summary>
    public static implicit operator At(Index index) => new(Kind.Pick, index);

    /// <summary>A part of the axis.</summary>
    public static implicit operator At(Range range) => new(Kind.Slice, range: range);

    /// <summary>Throws when an axis of a tensor has no such part.</summary>
    internal void Require(Tensor x, int axis)
    {
        int size = x.Shape[axis];
        if (kind == Kind.Pick)
        {
            if ((uint)index.GetOffset(size) >= (uint)size)
                throw Errors.OutOfRange(Indexer, $"index {index} is outside axis {axis} of {x.Described}",
                    size > 0 && index.IsFromEnd ? $"use ^1 to ^{size}" : Indexing.Allowed(size), x.Shape);
            return;
        }

        int start = range.Start.GetOffset(size), stop = range.End.GetOffset(size);
        if (start < 0 || stop < start || stop > size)
            throw Errors.OutOfRange(Indexer, $"{range} is no part of axis {axis} of {x.Described}", $"keep 0 ≤ start ≤ stop ≤ {size}", x.Shape);
        if (step < 1)
            throw Errors.OutOfRange(Indexer, $"step {step} does not go forwards along axis {axis} of {x.Described}", "use 1 or more, or Flip to run backwards", x.Shape);
    }

    /// <summary>Indexes one axis of a tensor and moves on to the next.</summary>
    internal Tensor Apply(Tensor x, ref int axis)
    {
        switch (kind)
        {
            case Kind.Pick:
                return x.Select(axis, index.GetOffset(x.Shape[axis]));
            case Kind.NewAxis:
                return x.Unsqueeze(axis++);
            default:
                int size = x.Shape[axis];
                return x.Slice(axis++, range.Start.GetOffset(size), range.End.GetOffset(size), step);
        }
    }
}
