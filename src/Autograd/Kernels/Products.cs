using System.Numerics;

namespace Autograd;

/// <summary>Runs the matrix kernel over batches.</summary>
internal static unsafe class Products
{
    /// <summary>
    /// result = a·b, or start + a·b: start is the result itself, or a row that all rows start from. The result is row-major; the
    /// others may lie in any order.
    /// </summary>
    public static void Run(Tensor a, Tensor b, Tensor result, Tensor? start = null)
    {
        if (result.Count == 0)
            return;
        result.AssertRowMajor();
        start = start is null ? null : Copy.RowMajor(start);
        if (result.DType == DType.Float32)
            Run<float>(a, b, result, start);
        else
            Run<double>(a, b, result, start);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(result);
        GC.KeepAlive(start);
    }

    private static void Run<T>(Tensor a, Tensor b, Tensor result, Tensor? start) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* x = &a.First<T>(), y = &b.First<T>(), z = &result.First<T>(), from = &(start ?? result).First<T>())
        {
            Product<T> product = new(result.Shape[-2], result.Shape[-1], a.Shape[-1], Operand(a, x), Operand(b, y), z, start is null ? null : from, start == result);
            if (result.Rank == 2)
                product.Compute(0, 0, 0);
            else
                Batched(a, b, result, product);
        }
    }

    private static void Batched<T>(Tensor a, Tensor b, Tensor result, in Product<T> product) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Shape batch = result.Shape.Leading(2);
        fixed (int* sizes = batch.Sizes, left = Broadcast.Strides(a.Layout, batch.Then(a.Shape.Trailing(2))), right = Broadcast.Strides(b.Layout, batch.Then(b.Shape.Trailing(2))))
        {
            Cut pieces = product.CutBatch(batch.ElementCount);
            Workers.Run(new Batch<T>(product, batch.Rank, sizes, left, right, pieces), pieces.Pieces);
        }
    }

    private static MatrixOperand<T> Operand<T>(Tensor tensor, T* first) where T : unmanaged
    {
        if (tensor.Layout.IsRowMajor)
            return new(first, tensor.Shape[-1], 1);
        int[] strides = tensor.Layout.Strides;
        return new(first, strides[^2], strides[^1]);
    }

    /// <summary>The first product of a batch; the others lie at offsets from it.</summary>
    private readonly struct Product<T>(int m, int n, int k, MatrixOperand<T> left, MatrixOperand<T> right, T* target, T* start, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Compute(nint index, nint leftOffset, nint rightOffset)
        {
            nint offset = index * m * n;
            MatrixProduct.Multiply(m, n, k, new(left.Data + leftOffset, left.Row, left.Column), new(right.Data + rightOffset, right.Row, right.Column),
                target + offset, n, accumulate ? start + offset : start, accumulate ? n : 0);
        }

        /// <summary>Cuts a batch for the threads, unless its products are few and large: then they share each.</summary>
        public Cut CutBatch(int count) => ProductBlocks.CutBatch(count, m, n, k, sizeof(T));
    }

    private readonly struct Batch<T>(Product<T> product, int rank, int* sizes, int* left, int* right, Cut pieces) : IWork
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int piece)
        {
            for (int index = pieces.Start(piece); index < pieces.Start(piece + 1); index++)
            {
                nint leftOffset = 0, rightOffset = 0;
                for (int axis = rank - 1, rest = index; axis >= 0; axis--)
                {
                    (rest, int at) = Math.DivRem(rest, sizes[axis]);
                    leftOffset += (nint)at * left[axis];
                    rightOffset += (nint)at * right[axis];
                }

                product.Compute(index, leftOffset, rightOffset);
            }
        }
    }
}
