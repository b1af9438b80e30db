using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Reduces the middle of a source [outer, length, inner], whose rows may lie apart, to a result [outer, inner].</summary>
internal readonly struct ReduceKernel<F>(F reduction, Tensor source, Tensor result, Lines lines) : IKernel where F : struct, IReduction
{
    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (lines.Inner == 1 ? lines.Length >= L.Count : lines.Inner >= L.Count)
            new ReducePass<F, L, T>(reduction, source, result, lines).Run();
        else
            new LineKernel<FoldLine<F>>(new(reduction), lines, source, null, null, null, result.ViewAs(Shape.Trusted([lines.Count])), null).Run<L, T>();
    }
}

/// <summary>The reduction of A, in P.</summary>
internal readonly struct FoldLine<F>(F reduction) : ILineRule, ILineStep where F : struct, IReduction
{
    public static bool WritesEnds => true;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection => block.Each(this);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
        Line<L, T, D>.Write(line.Fold(reduction, new Itself<L, T>(), at), ref at.P);
}

/// <summary>
/// The reduction of lines along memory, or of strips of columns, four registers wide and then one, down the rows in blocks that
/// are combined pairwise. Each column is combined in the same order wherever it stands.
/// </summary>
internal readonly struct ReducePass<F, L, T>(F reduction, Tensor source, Tensor result, Lines lines) : IWork
    where F : struct, IReduction where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    private const int BlockRows = 32;

    private readonly F reduction = reduction;
    private readonly int outerStride = source.Layout.Strides[0], rowStride = source.Layout.Strides[1];
    private readonly int resultStride = result.Layout.Strides[0];

    // What one thread takes at a time: whole lines, or whole strips of columns.
    private int Strips => lines.Inner == 1 ? 1 : (lines.Inner + 4 * L.Count - 1) / (4 * L.Count);

    private int UnitsTogether => Math.Max(1, Workers.PieceBytes / Unsafe.SizeOf<T>() / (lines.Length * Math.Min(lines.Inner, 4 * L.Count)));

    public void Run() => Workers.Run(this, (lines.Outer * Strips + UnitsTogether - 1) / UnitsTogether, Workers.CheapPieces);

    public void Run(int piece)
    {
        int strips = Strips, first = piece * UnitsTogether, stop = Math.Min(first + UnitsTogether, lines.Outer * strips);
        if (lines.Inner == 1)
            Along(first, stop);
        else
            for (int unit = first; unit < stop; unit++)
                Across(unit / strips, unit % strips * 4 * L.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Along(int first, int stop)
    {
        ref T from = ref Unsafe.Add(ref source.First<T>(), (nint)first * outerStride);
        ref T to = ref Unsafe.Add(ref result.First<T>(), (nint)first * resultStride);
        // A long line is a matrix as wide as a strip, and what is left of it, in a line that is never too short.
        nint width = 4 * L.Count, rows = lines.Length >= BlockRows * width ? lines.Length / width - 1 : 0;
        Line<L, T, Along> line = new(lines.Length - rows * width);
        Cells<T> at = default;
        for (; first < stop; first++)
        {
            at.A = new(ref Unsafe.Add(ref from, rows * width), L.Count);
            L total = line.Fold(reduction, new Itself<L, T>(), at);
            if (rows > 0)
            {
                Strip strip = Block(ref from, width, rows);
                total = reduction.Combine<L, T>(total, Folding.Across<F, L, T>(reduction, reduction.Combine<L, T>(
                    reduction.Combine<L, T>(strip.A, strip.B), reduction.Combine<L, T>(strip.C, strip.D))));
            }

            to = L.First(total);
            from = ref Unsafe.Add(ref from, outerStride);
            to = ref Unsafe.Add(ref to, resultStride);
        }
    }

    private void Across(int outer, nint column)
    {
        ref T from = ref Unsafe.Add(ref source.First<T>(), (nint)outer * outerStride);
        ref T to = ref Unsafe.Add(ref result.First<T>(), (nint)outer * resultStride);
        nint stop = Math.Min(column + 4 * L.Count, lines.Inner);
        if (column + 4 * L.Count <= stop)
        {
            Strip strip = Block(ref Unsafe.Add(ref from, column), rowStride, lines.Length);
            L.Store(strip.A, ref to, column);
            L.Store(strip.B, ref to, column + L.Count);
            L.Store(strip.C, ref to, column + 2 * L.Count);
            L.Store(strip.D, ref to, column + 3 * L.Count);
            return;
        }

        // The last register is moved back to stay inside: what it does twice comes out the same.
        for (; column < stop; column += L.Count)
        {
            nint at = Math.Min(column, lines.Inner - L.Count);
            L.Store(Single(ref Unsafe.Add(ref from, at), lines.Length), ref to, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Strip Block(ref T x, nint stride, nint rows)
    {
        if (rows > BlockRows)
        {
            nint half = rows / 2;
            Strip upper = Block(ref x, stride, half), lower = Block(ref Unsafe.Add(ref x, half * stride), stride, rows - half);
            return new(reduction.Combine<L, T>(upper.A, lower.A), reduction.Combine<L, T>(upper.B, lower.B),
                reduction.Combine<L, T>(upper.C, lower.C), reduction.Combine<L, T>(upper.D, lower.D));
        }

        L a = L.Load(ref x, 0), b = L.Load(ref x, L.Count), c = L.Load(ref x, 2 * L.Count), d = L.Load(ref x, 3 * L.Count);
        for (nint row = 1; row < rows; row++)
        {
            x = ref Unsafe.Add(ref x, stride);
            a = reduction.Combine<L, T>(a, L.Load(ref x, 0));
            b = reduction.Combine<L, T>(b, L.Load(ref x, L.Count));
            c = reduction.Combine<L, T>(c, L.Load(ref x, 2 * L.Count));
            d = reduction.Combine<L, T>(d, L.Load(ref x, 3 * L.Count));
        }

        return new(a, b, c, d);
    }

    /// <summary>As <see cref="Block"/>, for a register's worth of columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private L Single(ref T x, nint rows)
    {
        if (rows > BlockRows)
        {
            nint half = rows / 2;
            return reduction.Combine<L, T>(Single(ref x, half), Single(ref Unsafe.Add(ref x, half * rowStride), rows - half));
        }

        nint stride = rowStride;
        L total = L.Load(ref x, 0);
        for (nint row = 1; row < rows; row++)
        {
            x = ref Unsafe.Add(ref x, stride);
            total = reduction.Combine<L, T>(total, L.Load(ref x, 0));
        }

        return total;
    }

    private readonly record struct Strip(L A, L B, L C, L D);
}
