namespace Autograd;

/// <summary>Reduces tensors over axes. Partial results are combined pairwise, so that rounding errors grow with the logarithm of the length.</summary>
internal static class Reduce
{
    // How wide lines across are made at least.
    private const int LeastWidth = 64;

    /// <summary>Reduces over sorted axes, counted from the front, which stay with size 1. The result is fresh memory, row-major.</summary>
    public static Tensor Run<F>(F reduction, Tensor x, ReadOnlySpan<int> axes) where F : struct, IReduction
    {
        if (axes.Length == 0)
            return Copy.Fresh(x);
        if (!x.Layout.IsRowMajor)
            return RunStrided(reduction, x, axes);
        Tensor result = x;
        int end = axes.Length;
        while (end > 0)
        {
            // Neighbouring axes are one run in memory; the last run goes first.
            int begin = end - 1;
            while (begin > 0 && axes[begin - 1] == axes[begin] - 1)
                begin--;
            result = Run(reduction, result, axes[begin], axes[end - 1] + 1);
            end = begin;
        }

        return result;
    }

    /// <summary>Repeated elements are reduced once; the others are walked in the order in which they stand in memory.</summary>
    private static Tensor RunStrided<F>(F reduction, Tensor x, ReadOnlySpan<int> axes) where F : struct, IReduction
    {
        double repeats = 1;
        Layout layout = x.Layout;
        int[] strides = layout.Strides;
        foreach (int axis in axes)
            if (strides[axis] == 0 && layout.Shape[axis] > 1)
            {
                repeats *= layout.Shape[axis];
                layout = layout.Slice(axis, 0, 1, 1);
            }

        int[] order = [.. Enumerable.Range(0, x.Rank)];
        Array.Sort(order, (a, b) => strides[a] != strides[b] ? strides[b].CompareTo(strides[a]) : a.CompareTo(b));
        layout = layout.Permute(order);
        int[] inOrder = new int[axes.Length], back = new int[order.Length];
        for (int i = 0; i < order.Length; i++)
            back[order[i]] = i;
        for (int i = 0; i < axes.Length; i++)
            inOrder[i] = back[axes[i]];
        Array.Sort(inOrder);

        Tensor sorted = x.View(layout);
        bool oneRun = inOrder[^1] - inOrder[0] == inOrder.Length - 1;
        Tensor result = oneRun ? Run(reduction, sorted, inOrder[0], inOrder[^1] + 1) : Run(reduction, Copy.RowMajor(sorted), inOrder);
        if (F.Adds && repeats != 1)
            Elementwise.Into(new Scaled(repeats), result, result);
        return Copy.RowMajor(result.View(result.Layout.Permute(back)));
    }

    private static Tensor Run<F>(F reduction, Tensor source, int first, int stop) where F : struct, IReduction
    {
        int[] sizes = source.Shape.ToArray();
        Lines lines = new(Shape.Product(sizes.AsSpan(0, first)), Shape.Product(sizes.AsSpan(first, stop - first)), Shape.Product(sizes.AsSpan(stop)));
        sizes.AsSpan(first, stop - first).Fill(1);
        Shape shape = Shape.Trusted(sizes);
        if (lines.Length == 0)
            return Tensor.Filled(reduction.Identity, shape, source.DType);
        if (lines.Count == 0)
            return Tensor.Allocate(shape, source.DType);
        return Run(reduction, source, lines).ViewAs(shape);
    }

    /// <summary>The reduced lines, [outer, inner].</summary>
    private static Tensor Run<F>(F reduction, Tensor source, Lines lines) where F : struct, IReduction
    {
        Shape blocks = Shape.Trusted([lines.Outer, lines.Length, lines.Inner]);
        if (!source.Layout.TryReshape(blocks, out Layout view) || (lines.Inner > 1 ? view.Strides[2] != 1 : lines.Length > 1 && view.Strides[1] != 1))
            view = (source = Copy.Fresh(source)).ViewAs(blocks).Layout;
        source = source.View(view);
        long chunks = ((long)lines.Length * lines.Inner * source.DType.Size() + Workers.PieceBytes - 1) / Workers.PieceBytes;
        if (lines.Inner is 1 or >= LeastWidth && chunks >= Workers.CheapPieces && chunks <= lines.Length / 2)
            return Chunks(reduction, source, lines, (int)chunks);
        if (lines.Inner is > 1 and < LeastWidth && lines.Length * lines.Inner >= 4 * LeastWidth)
            return Widened(reduction, source, lines);
        Tensor result = Tensor.Allocate(Shape.Trusted([lines.Outer, lines.Inner]), source.DType);
        Run(reduction, source, result, lines);
        return result;
    }

    /// <summary>Long lines, in chunks first, all of a length but for what is left over.</summary>
    private static Tensor Chunks<F>(F reduction, Tensor source, Lines lines, int chunks) where F : struct, IReduction
    {
        int chunk = lines.Length / chunks, rest = lines.Length % chunks, inner = lines.Inner;
        Tensor parts = Tensor.Allocate(Shape.Trusted([lines.Outer, chunks + (rest > 0 ? 1 : 0), inner]), source.DType);
        for (int outer = 0; outer < lines.Outer; outer++)
        {
            Tensor line = source.View(source.Layout.Slice(0, outer, 1, 1)), part = parts.View(parts.Layout.Slice(0, outer, 1, 1));
            Tensor whole = line.View(line.Layout.Slice(1, 0, chunks * chunk, 1)).ViewAs(Shape.Trusted([chunks, chunk, inner]));
            Run(reduction, whole, part.View(part.Layout.Slice(1, 0, chunks, 1)).ViewAs(Shape.Trusted([chunks, inner])), new(chunks, chunk, inner));
            if (rest > 0)
                Run(reduction, line.View(line.Layout.Slice(1, chunks * chunk, rest, 1)),
                    part.View(part.Layout.Slice(1, chunks, 1, 1)).ViewAs(Shape.Trusted([1, inner])), new(1, rest, inner));
        }

        return Run(reduction, parts, lines with { Length = parts.Shape[1] });
    }

    /// <summary>Narrow rows: several side by side are as good as a wide one, and are reduced to one in the end.</summary>
    private static Tensor Widened<F>(F reduction, Tensor source, Lines lines) where F : struct, IReduction
    {
        source = Copy.RowMajor(source);
        int beside = (LeastWidth + lines.Inner - 1) / lines.Inner, rows = lines.Length / beside, rest = lines.Length % beside;
        Tensor parts = Tensor.Allocate(Shape.Trusted([lines.Outer, beside + rest, lines.Inner]), source.DType);
        Tensor whole = source.View(source.Layout.Slice(1, 0, rows * beside, 1));
        Lines wide = new(lines.Outer, rows, beside * lines.Inner);
        Run(reduction, whole.ViewAs(Shape.Trusted([wide.Outer, wide.Length, wide.Inner])),
            parts.View(parts.Layout.Slice(1, 0, beside, 1)).ViewAs(Shape.Trusted([wide.Outer, wide.Inner])), wide);
        if (rest > 0)
            Copy.Into(parts.View(parts.Layout.Slice(1, beside, rest, 1)), source.View(source.Layout.Slice(1, rows * beside, rest, 1)));
        Tensor result = Tensor.Allocate(Shape.Trusted([lines.Outer, lines.Inner]), source.DType);
        Run(reduction, parts, result, lines with { Length = beside + rest });
        return result;
    }

    private static void Run<F>(F reduction, Tensor source, Tensor result, Lines lines) where F : struct, IReduction
    {
        Dispatch.Run(source.DType, new ReduceKernel<F>(reduction, source, result, lines));
        GC.KeepAlive(source);
        GC.KeepAlive(result);
    }
}
