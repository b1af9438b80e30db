using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>How two partial results of a reduction become one; associative but for rounding.</summary>
internal interface IReduction
{
    double Identity { get; }

    L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged;
}

internal readonly struct SumReduction : IReduction
{
    public double Identity => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => a + b;
}

internal readonly struct MaxReduction : IReduction
{
    public double Identity => double.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => L.Max(a, b);
}

/// <summary>The largest, but for NaN, of which some are passed over: for what becomes NaN by another way.</summary>
internal readonly struct PeakReduction : IReduction
{
    public double Identity => double.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => L.Larger(a, b);
}

internal readonly struct MinReduction : IReduction
{
    public double Identity => double.PositiveInfinity;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Combine<L, T>(L a, L b) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => L.Min(a, b);
}

/// <summary>Reduces tensors over axes. Partial results are combined pairwise, so that rounding errors grow with the logarithm of the length.</summary>
internal static class Reduce
{
    /// <summary>Reduces over sorted axes, counted from the front, which stay with size 1.</summary>
    public static Tensor Run<F>(F reduction, Tensor x, ReadOnlySpan<int> axes) where F : struct, IReduction
    {
        Tensor source = Copy.RowMajor(x), result = source;
        int end = axes.Length;
        while (end > 0)
        {
            // Neighbouring axes are one run in memory; the last run goes first.
            int begin = end - 1;
            while (begin > 0 && axes[begin - 1] == axes[begin] - 1)
                begin--;
            result = Run(reduction, source, axes[begin], axes[end - 1] + 1);
            source = result;
            end = begin;
        }

        return ReferenceEquals(result, x) ? Copy.Fresh(x) : result;
    }

    private static Tensor Run<F>(F reduction, Tensor source, int first, int stop) where F : struct, IReduction
    {
        int[] sizes = source.Shape.ToArray();
        int outer = Product(sizes.AsSpan(0, first)), length = Product(sizes.AsSpan(first, stop - first)), inner = Product(sizes.AsSpan(stop));
        sizes.AsSpan(first, stop - first).Fill(1);
        Tensor result = Tensor.Allocate(Shape.Trusted(sizes), source.DType);
        if (length == 0)
            return Tensor.Filled(reduction.Identity, result.Shape, result.DType);
        if (result.Count > 0)
            Dispatch.Run(source.DType, new ReduceKernel<F>(reduction, source, result, outer, length, inner));
        GC.KeepAlive(source);
        return result;
    }

    private static int Product(ReadOnlySpan<int> sizes)
    {
        int product = 1;
        foreach (int size in sizes)
            product *= size;
        return product;
    }
}

/// <summary>
/// Reduces the middle of [outer, length, inner]. A strip of four registers goes down the rows, in blocks that are combined
/// pairwise; a contiguous run is reduced as a matrix as wide as the strip. Each column is combined in the same order
/// wherever it stands.
/// </summary>
internal readonly struct ReduceKernel<F>(F reduction, Tensor source, Tensor result, int outer, int length, int inner) : IKernel
    where F : struct, IReduction
{
    private const int BlockRows = 32;

    private readonly F reduction = reduction;

    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        ref T from = ref source.First<T>();
        ref T to = ref result.First<T>();
        for (nint row = 0; row < outer; row++)
        {
            ref T start = ref Unsafe.Add(ref from, row * length * inner);
            if (inner == 1)
                Unsafe.Add(ref to, row) = Line<L, T>(ref start, length);
            else
                Columns<L, T>(ref start, ref Unsafe.Add(ref to, row * inner));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private T Line<L, T>(ref T x, nint count) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        nint width = 4 * L.Count, rows = count / width, done = rows * width;
        L total = reduction.Identity;
        if (rows > 0)
        {
            Strip<L> strip = Block<L, T>(ref x, width, rows);
            total = reduction.Combine<L, T>(reduction.Combine<L, T>(strip.A, strip.B), reduction.Combine<L, T>(strip.C, strip.D));
        }

        for (; done + L.Count <= count; done += L.Count)
            total = reduction.Combine<L, T>(total, L.Load(ref x, done));

        Unsafe.SkipInit(out Register padded);
        ref T buffer = ref Unsafe.As<Register, T>(ref padded);
        if (done < count)
        {
            L.Store(reduction.Identity, ref buffer, 0);
            for (nint i = 0; done < count; i++, done++)
                Unsafe.Add(ref buffer, i) = Unsafe.Add(ref x, done);
            total = reduction.Combine<L, T>(total, L.Load(ref buffer, 0));
        }

        // Fold the register in halves: each lane meets the one half a register away.
        for (int half = L.Count / 2; half > 0; half /= 2)
            total = reduction.Combine<L, T>(total, Rotated<L, T>(total, half));
        return L.First(total);
    }

    private static L Rotated<L, T>(L value, int by) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Unsafe.SkipInit(out TwoRegisters twice);
        ref T buffer = ref Unsafe.As<TwoRegisters, T>(ref twice);
        L.Store(value, ref buffer, 0);
        L.Store(value, ref buffer, L.Count);
        return L.Load(ref buffer, by);
    }

    private void Columns<L, T>(ref T x, ref T to) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        nint column = 0;
        for (; column + 4 * L.Count <= inner; column += 4 * L.Count)
        {
            Strip<L> strip = Block<L, T>(ref Unsafe.Add(ref x, column), inner, length);
            L.Store(strip.A, ref to, column);
            L.Store(strip.B, ref to, column + L.Count);
            L.Store(strip.C, ref to, column + 2 * L.Count);
            L.Store(strip.D, ref to, column + 3 * L.Count);
        }

        for (; column + L.Count <= inner; column += L.Count)
            L.Store(Single<L, T>(ref Unsafe.Add(ref x, column), length, L.Count), ref to, column);

        int rest = (int)(inner - column);
        if (rest == 0)
            return;
        Unsafe.SkipInit(out Register output);
        ref T buffer = ref Unsafe.As<Register, T>(ref output);
        L.Store(Single<L, T>(ref Unsafe.Add(ref x, column), length, rest), ref buffer, 0);
        for (int i = 0; i < rest; i++)
            Unsafe.Add(ref to, column + i) = Unsafe.Add(ref buffer, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Strip<L> Block<L, T>(ref T x, nint stride, nint rows) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (rows > BlockRows)
        {
            nint half = rows / 2;
            Strip<L> upper = Block<L, T>(ref x, stride, half), lower = Block<L, T>(ref Unsafe.Add(ref x, half * stride), stride, rows - half);
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

    /// <summary>As <see cref="Block"/>, for a register's worth of columns or what is left of one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private L Single<L, T>(ref T x, nint rows, int columns) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (rows > BlockRows)
        {
            nint half = rows / 2;
            return reduction.Combine<L, T>(Single<L, T>(ref x, half, columns), Single<L, T>(ref Unsafe.Add(ref x, half * inner), rows - half, columns));
        }

        L total = Partial<L, T>(ref x, columns);
        for (nint row = 1; row < rows; row++)
            total = reduction.Combine<L, T>(total, Partial<L, T>(ref Unsafe.Add(ref x, row * inner), columns));
        return total;
    }

    private static L Partial<L, T>(ref T x, int columns) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (columns == L.Count)
            return L.Load(ref x, 0);
        Unsafe.SkipInit(out Register padded);
        ref T buffer = ref Unsafe.As<Register, T>(ref padded);
        L.Store(0, ref buffer, 0);
        for (int i = 0; i < columns; i++)
            Unsafe.Add(ref buffer, i) = Unsafe.Add(ref x, i);
        return L.Load(ref buffer, 0);
    }

    private readonly record struct Strip<L>(L A, L B, L C, L D);
}

/// <summary>Room for two registers of the widest kind.</summary>
[InlineArray(16)]
internal struct TwoRegisters
{
    private ulong first;
}
