namespace Autograd;

/// <summary>Runs the kernels over lines: tensors in, tensors out, nothing recorded.</summary>
internal static class LineKernels
{
    // Lines between a few columns are padded to a register's width: past this many bytes they no longer fit in a cache so.
    private const long MostPadded = 4 << 20;

    private const int WidestRegister = 64;

    public static void Run<R>(R rule, Lines lines, Tensor? a, Tensor? b = null, Tensor? c = null, Tensor? target = null, Tensor? p = null, Tensor? q = null)
        where R : struct, ILineRule
    {
        if (lines.Count == 0 || lines.Length == 0)
            return;
        if (lines.Inner > 1 && (long)lines.Inner * (a ?? target)!.DType.Size() < WidestRegister && (long)lines.Length * WidestRegister > MostPadded)
        {
            RunAlong(rule, lines, a, b, c, target, p, q);
            return;
        }

        LineKernel<R> kernel = new(rule, lines, a, b, c, target, p, q);
        Dispatch.Run((a ?? target)!.DType, kernel);
        kernel.KeepAlive();
    }

    /// <summary>The same on copies in which each line stands in one piece; the lines' order stays.</summary>
    private static void RunAlong<R>(R rule, Lines lines, Tensor? a, Tensor? b, Tensor? c, Tensor? target, Tensor? p, Tensor? q)
        where R : struct, ILineRule
    {
        Lines whole = new(lines.Count, lines.Length, 1);
        Tensor? result = target is null ? null : Tensor.Allocate(Shape.Trusted([lines.Outer, lines.Inner, lines.Length]), target.DType);
        Run(rule, whole, Turned(a, lines), Turned(b, lines), Turned(c, lines), result, p, q);
        if (result is not null)
            Copy.Into(target!.ViewAs(Shape.Trusted([lines.Outer, lines.Length, lines.Inner])), result.View(result.Layout.Permute([0, 2, 1])));
    }

    private static Tensor? Turned(Tensor? operand, Lines lines)
    {
        if (operand is null)
            return null;
        Tensor blocks = operand.ViewAs(Shape.Trusted([operand.Count / (lines.Length * lines.Inner), lines.Length, lines.Inner]));
        return Copy.RowMajor(blocks.View(blocks.Layout.Permute([0, 2, 1])));
    }

    /// <summary>A new tensor in which the rule writes each line's result.</summary>
    public static Tensor Map<R>(R rule, Lines lines, Shape shape, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? p = null, Tensor? q = null)
        where R : struct, ILineRule
    {
        Tensor result = Tensor.Allocate(shape, a.DType);
        Run(rule, lines, a, b, c, result, p, q);
        return result;
    }

    /// <summary>For each line the peak, and then for each line the sum of the other elements' exponentials below it: <c>[2, lines]</c>.</summary>
    public static Tensor PeaksAndSums(Tensor x, Lines lines)
    {
        Tensor ends = Tensor.Allocate(Shape.Trusted([2, lines.Count]), x.DType);
        Run(new PeakAndSumLine(), lines, x, p: Row(ends, 0), q: Row(ends, 1));
        return ends;
    }

    /// <summary>One row of a matrix; not recorded.</summary>
    public static Tensor Row(Tensor matrix, int row)
    {
        Tensor one = matrix.View(matrix.Layout.Slice(0, row, 1, 1));
        return one.ViewAs(matrix.Shape.Trailing(matrix.Rank - 1));
    }
}
