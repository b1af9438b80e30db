namespace Autograd;

/// <summary>Runs the kernels over lines: tensors in, tensors out, nothing recorded.</summary>
internal static class LineKernels
{
    public static void Run<R>(R rule, Lines lines, Tensor? a, Tensor? b = null, Tensor? c = null, Tensor? target = null, Tensor? p = null, Tensor? q = null)
        where R : struct, ILineRule
    {
        if (lines.Count == 0 || lines.Length == 0)
            return;
        LineKernel<R> kernel = new(rule, lines, a, b, c, target, p, q);
        Dispatch.Run((a ?? target)!.DType, kernel);
        foreach (Tensor? tensor in (ReadOnlySpan<Tensor?>)[a, b, c, target, p, q])
            GC.KeepAlive(tensor);
    }

    /// <summary>A new tensor in which the rule writes each line's result.</summary>
    public static Tensor Map<R>(R rule, Lines lines, Shape shape, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? p = null, Tensor? q = null)
        where R : struct, ILineRule
    {
        Tensor result = Tensor.Allocate(shape, a.DType);
        Run(rule, lines, a, b, c, result, p, q);
        return result;
    }

    /// <summary>For each line the peak, and then for each line the sum of the exponentials below it: <c>[2, lines]</c>.</summary>
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
