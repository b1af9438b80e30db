using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The loops of the product of a matrix and a vector, at one width of register.</summary>
internal static unsafe class VectorKernels<T, TVector, TRegister>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TRegister : struct, IWidth<TVector, T>
{
    /// <summary>y[i] = Σₚ rows[i][p]·x[p] for contiguous rows, at least a register long.</summary>
    public static void Dot(
        int rows, int depth, T* matrix, nint row, T* x, T* y, nint yStride, bool accumulate)
    {
        for (; rows >= 4; rows -= 4, matrix += 4 * row, y += 4 * yStride)
            DotRows<Four>(depth, matrix, row, x, y, yStride, accumulate);
        for (; rows > 0; rows--, matrix += row, y += yStride)
            DotRows<One>(depth, matrix, row, x, y, yStride, accumulate);
    }

    /// <summary>y = Σₚ x[p]·columns[p] for contiguous columns, at least a register long.</summary>
    public static void Combine(
        int rows, int depth, T* matrix, nint column, T* x, nint xStride, T* y, bool accumulate)
    {
        for (; depth >= 4; depth -= 4, matrix += 4 * column, x += 4 * xStride, accumulate = true)
            CombineColumns<Four>(rows, matrix, column, x, xStride, y, accumulate);
        for (; depth > 0; depth--, matrix += column, x += xStride, accumulate = true)
            CombineColumns<One>(rows, matrix, column, x, xStride, y, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void DotRows<TRows>(nint depth, T* row0, nint row, T* x, T* y, nint yStride, bool accumulate)
        where TRows : struct, ICount
    {
        T* row1 = row0 + row, row2 = row1 + row, row3 = row2 + row;
        TVector sum0 = default, sum1 = sum0, sum2 = sum0, sum3 = sum0;
        TVector more0 = sum0, more1 = sum0, more2 = sum0, more3 = sum0;
        nint size = TRegister.Count, p = 0;
        for (; p <= depth - 2 * size; p += 2 * size)
        {
            TVector factor = TRegister.Load(x + p), more = TRegister.Load(x + p + size);
            sum0 = TRegister.MultiplyAdd(factor, TRegister.Load(row0 + p), sum0);
            more0 = TRegister.MultiplyAdd(more, TRegister.Load(row0 + p + size), more0);
            if (TRows.Value == 1) continue;
            sum1 = TRegister.MultiplyAdd(factor, TRegister.Load(row1 + p), sum1);
            more1 = TRegister.MultiplyAdd(more, TRegister.Load(row1 + p + size), more1);
            sum2 = TRegister.MultiplyAdd(factor, TRegister.Load(row2 + p), sum2);
            more2 = TRegister.MultiplyAdd(more, TRegister.Load(row2 + p + size), more2);
            sum3 = TRegister.MultiplyAdd(factor, TRegister.Load(row3 + p), sum3);
            more3 = TRegister.MultiplyAdd(more, TRegister.Load(row3 + p + size), more3);
        }

        // The rest is one more register, or two, of which the last is moved left to stay inside: what it overlaps is masked.
        for (; p < depth; p += size)
        {
            nint start = Math.Min(p, depth - size);
            TVector keep = TRegister.MaskFrom(T.CreateTruncating(p - start));
            TVector factor = LoadMasked(x + start, keep);
            sum0 = TRegister.MultiplyAdd(factor, LoadMasked(row0 + start, keep), sum0);
            if (TRows.Value == 1) continue;
            sum1 = TRegister.MultiplyAdd(factor, LoadMasked(row1 + start, keep), sum1);
            sum2 = TRegister.MultiplyAdd(factor, LoadMasked(row2 + start, keep), sum2);
            sum3 = TRegister.MultiplyAdd(factor, LoadMasked(row3 + start, keep), sum3);
        }

        Put(TRegister.Sum(TRegister.Add(sum0, more0)), y, accumulate);
        if (TRows.Value == 1) return;
        Put(TRegister.Sum(TRegister.Add(sum1, more1)), y + yStride, accumulate);
        Put(TRegister.Sum(TRegister.Add(sum2, more2)), y + 2 * yStride, accumulate);
        Put(TRegister.Sum(TRegister.Add(sum3, more3)), y + 3 * yStride, accumulate);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CombineColumns<TColumns>(
        nint rows, T* column0, nint column, T* x, nint xStride, T* y, bool accumulate)
        where TColumns : struct, ICount
    {
        bool four = TColumns.Value == 4;
        T* column1 = column0 + column, column2 = column1 + column, column3 = column2 + column;
        TVector x0 = TRegister.Create(*x);
        TVector x1 = four ? TRegister.Create(x[xStride]) : x0;
        TVector x2 = four ? TRegister.Create(x[2 * xStride]) : x0;
        TVector x3 = four ? TRegister.Create(x[3 * xStride]) : x0;
        nint size = TRegister.Count, last = rows - size;
        TVector keep = TRegister.MaskFrom(T.Zero);
        for (nint i = 0; i < rows; i += size)
        {
            // The last register is moved left to stay inside; what it overlaps is done already.
            nint start = i;
            if (i > last)
            {
                start = last;
                keep = TRegister.MaskFrom(T.CreateTruncating(i - last));
            }

            TVector old = TRegister.Load(y + start);
            TVector sum = accumulate ? old : default;
            sum = TRegister.MultiplyAdd(x0, TRegister.Load(column0 + start), sum);
            if (four)
            {
                sum = TRegister.MultiplyAdd(x1, TRegister.Load(column1 + start), sum);
                sum = TRegister.MultiplyAdd(x2, TRegister.Load(column2 + start), sum);
                sum = TRegister.MultiplyAdd(x3, TRegister.Load(column3 + start), sum);
            }

            TRegister.Store(TRegister.Select(keep, sum, old), y + start);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LoadMasked(T* source, TVector keep) =>
        TRegister.Select(keep, TRegister.Load(source), default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(T sum, T* y, bool accumulate) => *y = accumulate ? *y + sum : sum;
}
