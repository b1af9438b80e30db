using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autograd;

/// <summary>
/// The product of a matrix of any strides and a vector. Memory bounds it: the matrix is read once, where it lies.
/// </summary>
internal static unsafe class MatrixVector
{
    // The targets of one pass over the columns stay in the first-level cache.
    private const int RowBlock = 2048;

    /// <summary>y = M·x, or y += M·x, with element (i,p) of M at <c>matrix[i·row + p·column]</c>.</summary>
    public static void Multiply<T>(
        int rows, int depth, T* matrix, nint row, nint column, T* x, nint xStride, T* y, nint yStride, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (column == 1 && depth >= Vector128<T>.Count)
        {
            if (xStride != 1)
            {
                T* copy = PackBuffer.Right<T>(depth);
                Pack.Block(1, depth, x, 0, xStride, copy, 0);
                x = copy;
            }

            if (Vector512.IsHardwareAccelerated && depth >= Vector512<T>.Count)
                VectorKernels<T, Vector512<T>, Width512<T>>.Dot(rows, depth, matrix, row, x, y, yStride, accumulate);
            else if (Vector256.IsHardwareAccelerated && depth >= Vector256<T>.Count)
                VectorKernels<T, Vector256<T>, Width256<T>>.Dot(rows, depth, matrix, row, x, y, yStride, accumulate);
            else
                VectorKernels<T, Vector128<T>, Width128<T>>.Dot(rows, depth, matrix, row, x, y, yStride, accumulate);
        }
        else if (row == 1 && rows >= Vector128<T>.Count && depth > 0)
        {
            Cut blocks = Cut.AtMost(RowBlock, rows, 64);
            for (int piece = 0; piece < blocks.Pieces; piece++)
            {
                int start = blocks.Start(piece), count = blocks.Start(piece + 1) - start;
                if (yStride == 1)
                {
                    Combine(count, depth, matrix + start, column, x, xStride, y + start, accumulate);
                    continue;
                }

                T* sums = PackBuffer.Left<T>(count);
                Combine(count, depth, matrix + start, column, x, xStride, sums, false);
                for (int i = 0; i < count; i++) Put(sums[i], y + (start + i) * yStride, accumulate);
            }
        }
        else
        {
            for (int i = 0; i < rows; i++, matrix += row, y += yStride)
            {
                T sum = T.Zero;
                for (int p = 0; p < depth; p++) sum = T.MultiplyAddEstimate(matrix[p * column], x[p * xStride], sum);
                Put(sum, y, accumulate);
            }
        }
    }

    private static void Combine<T>(
        int rows, int depth, T* matrix, nint column, T* x, nint xStride, T* y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated && rows >= Vector512<T>.Count)
            VectorKernels<T, Vector512<T>, Width512<T>>.Combine(rows, depth, matrix, column, x, xStride, y, accumulate);
        else if (Vector256.IsHardwareAccelerated && rows >= Vector256<T>.Count)
            VectorKernels<T, Vector256<T>, Width256<T>>.Combine(rows, depth, matrix, column, x, xStride, y, accumulate);
        else
            VectorKernels<T, Vector128<T>, Width128<T>>.Combine(rows, depth, matrix, column, x, xStride, y, accumulate);
    }

    private static void Put<T>(T sum, T* y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => *y = accumulate ? *y + sum : sum;
}
