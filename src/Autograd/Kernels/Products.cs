using System.Numerics;

namespace Autograd;

/// <summary>Runs the matrix kernel over batches.</summary>
internal static class Products
{
    public static void Run(Tensor a, Tensor b, Tensor result, Shape batch)
    {
        if (result.Count == 0)
            return;
        if (result.DType == DType.Float32)
            Run<float>(a, b, result, batch);
        else
            Run<double>(a, b, result, batch);
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(result);
    }

    private static unsafe void Run<T>(Tensor a, Tensor b, Tensor result, Shape batch) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int m = result.Shape[-2], n = result.Shape[-1], k = a.Shape[-1];
        int[] left = Broadcast.Strides(a.Layout, batch.Then(a.Shape.Trailing(2))), right = Broadcast.Strides(b.Layout, batch.Then(b.Shape.Trailing(2)));
        int[] aMatrix = a.Layout.Strides, bMatrix = b.Layout.Strides;
        int[] index = new int[batch.Rank];
        fixed (T* x = &a.First<T>(), y = &b.First<T>(), z = &result.First<T>())
        {
            nint xAt = 0, yAt = 0;
            for (nint at = 0; at < result.Count; at += (nint)m * n)
            {
                MatrixProduct.Multiply<T>(m, n, k, new(x + xAt, aMatrix[^2], aMatrix[^1]), new(y + yAt, bMatrix[^2], bMatrix[^1]), z + at, n);
                for (int axis = batch.Rank - 1; axis >= 0; axis--)
                {
                    xAt += left[axis];
                    yAt += right[axis];
                    if (++index[axis] < batch[axis])
                        break;
                    xAt -= (nint)left[axis] * batch[axis];
                    yAt -= (nint)right[axis] * batch[axis];
                    index[axis] = 0;
                }
            }
        }
    }
}
