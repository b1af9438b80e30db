namespace Autograd;

/// <summary>
/// A broadcast pass cut into rows: axes that all operands step through evenly are merged, and along the last one each
/// operand either follows or repeats. The plan lives in memory of the caller's, so that planning allocates nothing.
/// </summary>
internal readonly ref struct RowLoop
{
    private const int Operands = 4;

    private readonly ReadOnlySpan<int> sizes;    // outer axes, the innermost first
    private readonly ReadOnlySpan<int> strides;  // for each outer axis, one of each operand
    private readonly int steps;                  // a bit for each operand that follows along rows

    private RowLoop(Span<int> sizes, Span<int> strides, int steps, int length)
    {
        (this.steps, Length) = (steps, length);
        this.sizes = sizes;
        this.strides = strides;
        nint count = 1;
        foreach (int size in sizes)
            count *= size;
        Count = count;
    }

    /// <summary>Elements in a row.</summary>
    public int Length { get; }

    /// <summary>The number of rows.</summary>
    public nint Count { get; }

    /// <summary>The number of outer axes: what a cursor needs room for.</summary>
    public int Axes => sizes.Length;

    /// <summary>How far the operands step from row to row, along the innermost of the outer axes.</summary>
    public RowSteps Outer => strides.Length < Operands ? default : new(strides[0], strides[1], strides[2], strides[3]);

    /// <summary>How much memory a plan for this many axes takes.</summary>
    public static int Scratch(int rank) => (Operands + 1) * (rank + 1);

    /// <summary>Plans the loop. An operand whose elements do not follow one another along rows is replaced by a copy in which they do.</summary>
    public static RowLoop Over(Tensor result, Span<int> scratch, ref Tensor a, ref Tensor? b, ref Tensor? c, ref Tensor? d)
    {
        if (IsFlat(result, a) && IsFlat(result, b) && IsFlat(result, c) && IsFlat(result, d))
            return new([], [], Follows(a, 0) | Follows(b, 1) | Follows(c, 2) | Follows(d, 3), result.Count);
        Shape shape = result.Shape;
        int room = shape.Rank + 1, merged = 0;
        Span<int> sizes = scratch[..room], strides = scratch[room..];
        ReadOnlySpan<int> first = Straighten(ref a!, shape), second = Straighten(ref b, shape);
        ReadOnlySpan<int> third = Straighten(ref c, shape), fourth = Straighten(ref d, shape);
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            int size = shape.Sizes[axis];
            if (size == 1)
                continue;
            Span<int> here = strides.Slice(merged * Operands, Operands);
            (here[0], here[1], here[2], here[3]) = (At(first, axis), At(second, axis), At(third, axis), At(fourth, axis));

            // An axis joins the one inside it when every operand steps from the end of one to the next of the other.
            if (merged > 0 && Continues(strides.Slice((merged - 1) * Operands, Operands), sizes[merged - 1], here))
                sizes[merged - 1] *= size;
            else
                sizes[merged++] = size;
        }

        if (merged == 0)
            return new([], [], 0, 1);
        int steps = 0;
        for (int operand = 0; operand < Operands; operand++)
            steps |= strides[operand] != 0 ? 1 << operand : 0;
        return new(sizes[1..merged], strides[Operands..], steps, sizes[0]);

        static int At(ReadOnlySpan<int> strides, int axis) => strides.IsEmpty ? 0 : strides[axis];
    }

    /// <summary>Whether an operand follows along rows, rather than repeating one element.</summary>
    public bool Steps(int operand) => (steps >> operand & 1) != 0;

    /// <summary>Where the operands' rows begin. The cursor counts in memory of the caller's, one number for each outer axis.</summary>
    public RowCursor Start(nint row, Span<int> index)
    {
        RowCursor at = new(index);
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            index[axis] = (int)(row % sizes[axis]);
            row /= sizes[axis];
            at.Move(strides.Slice(axis * Operands, Operands), index[axis]);
        }

        return at;
    }

    /// <summary>Moves on to the next row.</summary>
    public void Advance(ref RowCursor at)
    {
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            ReadOnlySpan<int> step = strides.Slice(axis * Operands, Operands);
            at.Move(step, 1);
            if (++at.Index[axis] < sizes[axis])
                return;
            at.Move(step, -sizes[axis]);
            at.Index[axis] = 0;
        }
    }

    // The usual case needs no plan: all operands are as long as the result and in order, or repeat one element.
    private static bool IsFlat(Tensor result, Tensor? operand) =>
        operand is null || operand.Layout.IsUniform || (operand.Count == result.Count && operand.Layout.IsRowMajor);

    private static int Follows(Tensor? operand, int bit) => operand is null || operand.Layout.IsUniform ? 0 : 1 << bit;

    private static bool Continues(ReadOnlySpan<int> inner, int size, ReadOnlySpan<int> outer)
    {
        for (int operand = 0; operand < Operands; operand++)
            if (outer[operand] != inner[operand] * size)
                return false;
        return true;
    }

    private static ReadOnlySpan<int> Straighten(ref Tensor? operand, Shape shape)
    {
        if (operand is null)
            return [];
        int[] strides = Broadcast.Strides(operand.Layout, shape);
        int last = shape.Sizes.LastIndexOfAnyExcept(1);
        if (last < 0 || strides[last] is 0 or 1)
            return strides;
        operand = Copy.RowMajor(operand);
        return Broadcast.Strides(operand.Layout, shape);
    }
}

/// <summary>The operands' steps, in elements.</summary>
internal readonly record struct RowSteps(nint A, nint B, nint C, nint D);

/// <summary>Where a row of each operand begins.</summary>
internal ref struct RowCursor(Span<int> index)
{
    public readonly Span<int> Index = index;
    public nint A, B, C, D;

    public void Move(ReadOnlySpan<int> strides, nint by)
    {
        A += by * strides[0];
        B += by * strides[1];
        C += by * strides[2];
        D += by * strides[3];
    }
}
