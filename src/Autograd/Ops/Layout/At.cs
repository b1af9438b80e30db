namespace Autograd;

/// <summary>
/// One axis of an indexer: an <see cref="int"/> picks one index, an <see cref="Index"/> counts from the end, a
/// <see cref="Range"/> slices.
/// </summary>
public readonly struct At
{
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
    public static implicit operator At(int index) => index >= 0 ? new(Kind.Pick, index) : throw Errors.OutOfRange("Indexer",
        $"index {index} is negative", $"write ^{-(long)index} to count from the end");

    /// <summary>One index, <c>^1</c> being the last.</summary>
    public static implicit operator At(Index index) => new(Kind.Pick, index);

    /// <summary>A part of the axis.</summary>
    public static implicit operator At(Range range) => new(Kind.Slice, range: range);

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
