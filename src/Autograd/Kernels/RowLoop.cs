namespace Autograd;

/// <summary>
/// A broadcast pass cut into rows: axes that all operands step through evenly are merged, and along the last one each
/// operand either follows or repeats.
/// </summary>
internal readonly ref struct RowLoop
{
    private readonly int[] sizes;            // outer axes, merged
    private readonly int[][] strides;        // by operand, then outer axis
    private readonly bool[] steps;

    private RowLoop(int[] sizes, int[][] strides, bool[] steps, int length)
    {
        (this.sizes, this.strides, this.steps, Length) = (sizes, strides, steps, length);
        nint count = 1;
        foreach (int size in sizes)
            count *= size;
        Count = count;
    }

    public bool IsEmpty => sizes is null;

    /// <summary>Elements in a row.</summary>
    public int Length { get; }

    /// <summary>The number of rows.</summary>
    public nint Count { get; }

    public int OuterRank => sizes.Length;

    public bool Steps(int operand) => steps[operand];

    /// <summary>Plans the loop. An operand whose elements do not follow one another along rows is replaced by a copy in which they do.</summary>
    public static RowLoop Over(Shape shape, ref Tensor a, ref Tensor? b, ref Tensor? c, ref Tensor? d)
    {
        int[][] strides = [Straighten(ref a!, shape), Straighten(ref b, shape), Straighten(ref c, shape), Straighten(ref d, shape)];

        // Merge from the last axis on: an axis joins the one inside it when every operand steps from one into the other.
        List<int> sizes = [];
        List<int>[] merged = [[], [], [], []];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            int size = shape[axis];
            if (size == 1)
                continue;
            if (sizes.Count > 0 && Enumerable.Range(0, 4).All(i => strides[i][axis] == merged[i][^1] * sizes[^1]))
            {
                sizes[^1] *= size;
                continue;
            }

            sizes.Add(size);
            for (int i = 0; i < 4; i++)
                merged[i].Add(strides[i][axis]);
        }

        if (sizes.Count == 0)
            return new([], [[], [], [], []], [false, false, false, false], 1);
        sizes.Reverse();
        foreach (List<int> list in merged)
            list.Reverse();
        return new([.. sizes[..^1]], [.. merged.Select(static list => list[..^1].ToArray())],
            [.. merged.Select(static list => list[^1] != 0)], sizes[^1]);
    }

    /// <summary>Where an operand's row begins.</summary>
    public nint Offset(int operand, ReadOnlySpan<int> index)
    {
        nint offset = 0;
        int[] stride = strides[operand];
        for (int axis = 0; axis < index.Length; axis++)
            offset += (nint)index[axis] * stride[axis];
        return offset;
    }

    public void Advance(Span<int> index)
    {
        for (int axis = index.Length - 1; axis >= 0 && ++index[axis] == sizes[axis]; axis--)
            index[axis] = 0;
    }

    private static int[] Straighten(ref Tensor? operand, Shape shape)
    {
        if (operand is null)
            return new int[shape.Rank];
        int[] strides = Broadcast.Strides(operand.Layout, shape);
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            if (shape[axis] == 1)
                continue;
            if (strides[axis] is 0 or 1)
                return strides;
            break;
        }

        operand = Copy.RowMajor(operand);
        return Broadcast.Strides(operand.Layout, shape);
    }
}
