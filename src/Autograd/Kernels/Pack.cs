using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Autograd;

/// <summary>Copies a strided block of a matrix into contiguous rows, transposing it on the way if need be.</summary>
internal static unsafe class Pack
{
    public static void Block<T>(
        nint rows, nint columns, T* source, nint rowStride, nint columnStride, T* target, nint targetStride)
        where T : unmanaged
    {
        if (columnStride == 1) Copy(rows, columns, source, rowStride, target, targetStride);
        else if (rowStride == 1 && Avx.IsSupported) Transpose(rows, columns, source, columnStride, target, targetStride);
        else Gather(0, rows, 0, columns, source, rowStride, columnStride, target, targetStride);
    }

    private static void Copy<T>(nint rows, nint columns, T* source, nint rowStride, T* target, nint targetStride)
        where T : unmanaged
    {
        for (nint i = 0; i < rows; i++, source += rowStride, target += targetStride)
            Unsafe.CopyBlockUnaligned(target, source, (uint)(columns * sizeof(T)));
    }

    // Columns outside: the source is read along a few long runs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Transpose<T>(nint rows, nint columns, T* source, nint columnStride, T* target, nint targetStride)
        where T : unmanaged
    {
        nint high = Vector128<T>.Count, wide = Vector256<T>.Count;
        nint wholeRows = rows / high * high, wholeColumns = columns / wide * wide;
        for (nint j = 0; j < wholeColumns; j += wide)
        {
            T* from = source + j * columnStride;
            T* to = target + j;
            for (nint i = 0; i < wholeRows; i += high, from += high, to += high * targetStride)
            {
                if (typeof(T) == typeof(float)) TransposeTile((float*)from, columnStride, (float*)to, targetStride);
                else TransposeTile((double*)from, columnStride, (double*)to, targetStride);
            }
        }

        Gather(wholeRows, rows, 0, wholeColumns, source, 1, columnStride, target, targetStride);
        Gather(0, rows, wholeColumns, columns, source, 1, columnStride, target, targetStride);
    }

    // Eight runs of four become four rows of eight: the halves of the registers are transposed side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeTile(float* from, nint run, float* to, nint row)
    {
        Vector256<float> a = Pair(from, 4 * run), b = Pair(from + run, 4 * run);
        Vector256<float> c = Pair(from + 2 * run, 4 * run), d = Pair(from + 3 * run, 4 * run);
        Vector256<double> abLow = Avx.UnpackLow(a, b).AsDouble(), abHigh = Avx.UnpackHigh(a, b).AsDouble();
        Vector256<double> cdLow = Avx.UnpackLow(c, d).AsDouble(), cdHigh = Avx.UnpackHigh(c, d).AsDouble();
        Avx.UnpackLow(abLow, cdLow).AsSingle().Store(to);
        Avx.UnpackHigh(abLow, cdLow).AsSingle().Store(to + row);
        Avx.UnpackLow(abHigh, cdHigh).AsSingle().Store(to + 2 * row);
        Avx.UnpackHigh(abHigh, cdHigh).AsSingle().Store(to + 3 * row);
    }

    // Four runs of two become two rows of four.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeTile(double* from, nint run, double* to, nint row)
    {
        Vector256<double> a = Pair(from, 2 * run), b = Pair(from + run, 2 * run);
        Avx.UnpackLow(a, b).Store(to);
        Avx.UnpackHigh(a, b).Store(to + row);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Pair<T>(T* source, nint distance)
        where T : unmanaged => Vector256.Create(Vector128.Load(source), Vector128.Load(source + distance));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather<T>(
        nint firstRow, nint rows, nint firstColumn, nint columns,
        T* source, nint rowStride, nint columnStride, T* target, nint targetStride)
        where T : unmanaged
    {
        for (nint i = firstRow; i < rows; i++)
        {
            for (nint j = firstColumn; j < columns; j++)
                target[i * targetStride + j] = source[i * rowStride + j * columnStride];
        }
    }
}
