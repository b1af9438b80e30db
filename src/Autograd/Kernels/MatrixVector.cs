using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autograd;

/// <summary>
/// The product of a matrix of any strides and a vector. Memory bounds it: the matrix is read once, where it lies, by threads
/// that share its rows.
/// </summary>
internal static unsafe class MatrixVector
{
    /// <summary>Targets of one pass over the columns: they stay in the first-level cache.</summary>
    private const int RowBlock = 2048;

    /// <summary>y = M·x, or y += M·x.</summary>
    public static void Multiply<T>(
        int rows, int depth, MatrixOperand<T> matrix, T* x, nint xStride, T* y, nint yStride, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (matrix.Column == 1 && depth >= Vector128<T>.Count)
        {
            if (xStride != 1)
            {
                T* copy = PackBuffer.Right<T>(depth);
                Pack.Block(1, depth, x, 0, xStride, copy, 0);
                x = copy;
            }

            Cut pieces = ProductBlocks.CutRows(rows, depth, sizeof(T), rows, 4);
            Workers.Run(new RowProducts<T>(pieces, depth, matrix, x, y, yStride, accumulate), pieces.Pieces);
        }
        else if (matrix.Row == 1 && rows >= Vector128<T>.Count && depth > 0)
        {
            Cut pieces = ProductBlocks.CutRows(rows, depth, sizeof(T), RowBlock, 64);
            Workers.Run(new ColumnSums<T>(pieces, depth, matrix, x, xStride, y, yStride, accumulate), pieces.Pieces);
        }
        else
        {
            for (int i = 0; i < rows; i++, y += yStride)
            {
                T sum = T.Zero;
                for (int p = 0; p < depth; p++) sum = T.MultiplyAddEstimate(matrix.From(i, p).Data[0], x[p * xStride], sum);
                Put(sum, y, accumulate);
            }
        }
    }

    private static void Put<T>(T sum, T* y, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => *y = accumulate ? *y + sum : sum;

    /// <summary>The products of some contiguous rows and a contiguous vector.</summary>
    private readonly struct RowProducts<T>(
        Cut pieces, int depth, MatrixOperand<T> matrix, T* x, T* y, nint yStride, bool accumulate) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int piece)
        {
            int start = pieces.Start(piece), count = pieces.Start(piece + 1) - start;
            T* first = matrix.From(start, 0).Data, target = y + start * yStride;
            if (Vector512.IsHardwareAccelerated && depth >= Vector512<T>.Count)
                VectorKernels<T, Vector512<T>, Width512<T>>.Dot(count, depth, first, matrix.Row, x, target, yStride, accumulate);
            else if (Vector256.IsHardwareAccelerated && depth >= Vector256<T>.Count)
                VectorKernels<T, Vector256<T>, Width256<T>>.Dot(count, depth, first, matrix.Row, x, target, yStride, accumulate);
            else
                VectorKernels<T, Vector128<T>, Width128<T>>.Dot(count, depth, first, matrix.Row, x, target, yStride, accumulate);
        }
    }

    /// <summary>A part of the sum of contiguous columns, each multiplied by an element of the vector.</summary>
    private readonly struct ColumnSums<T>(
        Cut pieces, int depth, MatrixOperand<T> matrix, T* x, nint xStride, T* y, nint yStride, bool accumulate) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int piece)
        {
            int start = pieces.Start(piece), count = pieces.Start(piece + 1) - start;
            if (yStride == 1)
            {
                Combine(count, matrix.Data + start, y + start, accumulate);
                return;
            }

            T* sums = PackBuffer.Left<T>(count);
            Combine(count, matrix.Data + start, sums, false);
            for (int i = 0; i < count; i++) Put(sums[i], y + (start + i) * yStride, accumulate);
        }

        private void Combine(int rows, T* first, T* target, bool accumulate)
        {
            if (Vector512.IsHardwareAccelerated && rows >= Vector512<T>.Count)
                VectorKernels<T, Vector512<T>, Width512<T>>.Combine(rows, depth, first, matrix.Column, x, xStride, target, accumulate);
            else if (Vector256.IsHardwareAccelerated && rows >= Vector256<T>.Count)
                VectorKernels<T, Vector256<T>, Width256<T>>.Combine(rows, depth, first, matrix.Column, x, xStride, target, accumulate);
            else
                VectorKernels<T, Vector128<T>, Width128<T>>.Combine(rows, depth, first, matrix.Column, x, xStride, target, accumulate);
        }
    }
}
