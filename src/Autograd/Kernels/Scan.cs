using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Running sums along lines.</summary>
internal static class Scan
{
    // From so many elements on, a register's worth of sums at a time is less work than four lines at a time.
    private const int LongAlong = 64;

    // From so many rows on, sums down the columns are taken in blocks.
    private const int LongAcross = 1024, BlockRows = 64;

    /// <summary>Writes the running sums, from either end, to a row-major result of the source's shape.</summary>
    public static void Sum(Tensor source, Tensor result, Lines lines, bool fromEnd)
    {
        if (result.Count == 0)
            return;
        if (lines.Inner == 1 && lines.Length >= LongAlong)
        {
            LineKernels.Run(new RunningSumLine(fromEnd), lines, source, target: result);
            return;
        }

        source = Copy.RowMajor(source);
        if (source.DType == DType.Float32)
            Sum<float>(source, result, lines, fromEnd);
        else
            Sum<double>(source, result, lines, fromEnd);
        GC.KeepAlive(source);
        GC.KeepAlive(result);
    }

    private static void Sum<T>(Tensor source, Tensor result, Lines lines, bool fromEnd) where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> from = source.Elements<T>();
        Span<T> to = result.Elements<T>();
        int block = lines.Length * lines.Inner, outer = 0;

        // Each sum waits for the one before it: four lines at a time keep the processor busy.
        for (; lines.Inner == 1 && outer + 4 <= lines.Outer; outer += 4)
            Four(from.Slice(outer * block, 4 * block), to.Slice(outer * block, 4 * block), lines.Length, fromEnd);
        for (; outer < lines.Outer; outer++)
            Rows(from.Slice(outer * block, block), to.Slice(outer * block, block), lines.Inner, fromEnd);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four<T>(ReadOnlySpan<T> from, Span<T> to, int length, bool fromEnd) where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> a = from[..length], b = from.Slice(length, length), c = from.Slice(2 * length, length), d = from.Slice(3 * length, length);
        Span<T> e = to[..length], f = to.Slice(length, length), g = to.Slice(2 * length, length), h = to.Slice(3 * length, length);
        T one = T.Zero, two = T.Zero, three = T.Zero, four = T.Zero;
        for (int i = 0; i < length; i++)
        {
            int at = fromEnd ? length - 1 - i : i;
            e[at] = one += a[at];
            f[at] = two += b[at];
            g[at] = three += c[at];
            h[at] = four += d[at];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<T>(ReadOnlySpan<T> from, Span<T> to, int inner, bool fromEnd) where T : unmanaged, INumberBase<T>
    {
        int rows = from.Length / inner, step = fromEnd ? -inner : inner, at = fromEnd ? from.Length - inner : 0;
        from.Slice(at, inner).CopyTo(to[at..]);
        if (inner == 1)
        {
            T sum = from[at];
            for (int row = 1; row < rows; row++)
            {
                at += step;
                to[at] = sum += from[at];
            }

            return;
        }

        if (rows < LongAcross)
        {
            for (int row = 1; row < rows; row++)
            {
                ReadOnlySpan<T> before = to.Slice(at, inner);
                at += step;
                TensorPrimitives.Add(before, from.Slice(at, inner), to.Slice(at, inner));
            }

            return;
        }

        InBlocks(from, to, inner, at, step, rows);
    }

    /// <summary>Many rows: sums begin anew after a block, and what is before it is added last, so that errors do not grow with the length.</summary>
    private static void InBlocks<T>(ReadOnlySpan<T> from, Span<T> to, int inner, int at, int step, int rows) where T : unmanaged, INumberBase<T>
    {
        Span<T> memory = new T[3 * inner], before = memory[..inner], lost = memory.Slice(inner, inner), within = memory[(2 * inner)..];
        for (int row = 0; row < rows; row++, at += step)
        {
            if (row % BlockRows == 0)
            {
                for (int i = 0; i < inner; i++)
                    before[i] = Plus(before[i], within[i], ref lost[i]);
                within.Clear();
            }

            TensorPrimitives.Add(within, from.Slice(at, inner), within);
            TensorPrimitives.Add(before, within, to.Slice(at, inner));
        }
    }

    /// <summary>a + b, with what the rounded sums before lost; keeps what this one loses.</summary>
    private static T Plus<T>(T a, T b, ref T lost) where T : unmanaged, INumberBase<T>
    {
        b += lost;
        T sum = a + b, part = sum - a, error = (a - (sum - part)) + (b - part);
        lost = T.IsNaN(error) ? T.Zero : error;
        return sum;
    }
}
