using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Autograd;

/// <summary>The product of two matrices of any strides.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>
    /// C[m,n] = A[m,k]·B[k,n], or C += A·B. Element (i,p) of A is <c>a[i·aRow + p·aColumn]</c>, element (p,j) of B
    /// <c>b[p·bRow + j·bColumn]</c>, element (i,j) of C <c>c[i·cRow + j]</c>. Strides of the operands may be zero.
    /// C must not overlap A or B.
    /// </summary>
    public static void Multiply<T>(
        int m, int n, int k,
        T* a, nint aRow, nint aColumn,
        T* b, nint bRow, nint bColumn,
        T* c, nint cRow, bool accumulate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (n == 1)
        {
            MatrixVector.Multiply(m, k, a, aRow, aColumn, b, bRow, c, cRow, accumulate);
        }
        else if (m == 1 || (m < 4 && bColumn != 1))
        {
            for (int i = 0; i < m; i++)
                MatrixVector.Multiply(n, k, b, bColumn, bRow, a + i * aRow, aColumn, c + i * cRow, 1, accumulate);
        }
        else if (n < Vector128<T>.Count)
        {
            for (int j = 0; j < n; j++)
                MatrixVector.Multiply(m, k, a, aRow, aColumn, b + j * bColumn, bRow, c + j, cRow, accumulate);
        }
        else if (k == 0)
        {
            if (accumulate) return;
            for (int i = 0; i < m; i++) new Span<T>(c + i * cRow, n).Clear();
        }
        else
        {
            var left = new MatrixOperand<T>(a, aRow, aColumn);
            var right = new MatrixOperand<T>(b, bRow, bColumn);
            if (Vector512.IsHardwareAccelerated && n >= Vector512<T>.Count)
                new BlockedProduct<T, Vector512<T>, Width512<T>>(m, n, k, left, right, c, cRow, accumulate).Compute();
            else if (Vector256.IsHardwareAccelerated && n >= Vector256<T>.Count)
                new BlockedProduct<T, Vector256<T>, Width256<T>>(m, n, k, left, right, c, cRow, accumulate).Compute();
            else
                new BlockedProduct<T, Vector128<T>, Width128<T>>(m, n, k, left, right, c, cRow, accumulate).Compute();
        }
    }
}

/// <summary>An operand of a product: element (i,j) is <c>data[i·row + j·column]</c>.</summary>
internal readonly unsafe struct MatrixOperand<T>(T* data, nint row, nint column)
    where T : unmanaged
{
    public readonly T* Data = data;
    public readonly nint Row = row;
    public readonly nint Column = column;

    public MatrixOperand<T> From(nint i, nint j) => new(Data + i * Row + j * Column, Row, Column);
}
