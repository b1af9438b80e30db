namespace Autograd;
internal static unsafe class MatrixProduct
{
    public static void Multiply<T>(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c, nint cRow, bool accumulate) where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < m; i++) for (int j = 0; j < n; j++) { T s = accumulate ? c[i * cRow + j] : T.Zero; for (int p = 0; p < k; p++) s += a[i * aRow + p * aColumn] * b[p * bRow + j * bColumn]; c[i * cRow + j] = s; }
    }
}
