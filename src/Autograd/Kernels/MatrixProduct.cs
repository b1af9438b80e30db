using System.Numerics;
using System.Runtime.Intrinsics;

namespace Autograd;

/// <summary>The product of two matrices of any strides.</summary>
internal static unsafe class MatrixProduct
{
    /// <summary>
    /// C[m,n] = A[m,k]·B[k,n], or C = start + A·B, with start C itself, or a row for all rows (its row stride 0), or a matrix.
    /// Element (i,j) of C is <c>c[i·cRow + j]</c>, and likewise of start. C must not overlap A or B.
    /// </summary>
    public static void Multiply<T>(
        int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, T* c, nint cRow, T* start = null, nint startRow = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (k > DeepProduct.Longest && DeepProduct.PartDepth(m, n, a, b) is int part && k > 2L * part)
            DeepProduct.Multiply(m, n, k, part, a, b, c, cRow, start, startRow);
        else
            MultiplyAtOnce(m, n, k, a, b, c, cRow, start, startRow);
    }

    /// <summary>The same, whatever the depth, with sums taken strip by strip.</summary>
    public static void MultiplyAtOnce<T>(
        int m, int n, int k, MatrixOperand<T> a, MatrixOperand<T> b, T* c, nint cRow, T* start, nint startRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (m > 1 && n >= Vector128<T>.Count && k > 0 && (m >= 4 || b.Column == 1))
        {
            if (Vector512.IsHardwareAccelerated && n >= Vector512<T>.Count)
                new BlockedProduct<T, Vector512<T>, Width512<T>>(m, n, k, a, b, c, cRow, start, startRow).Compute();
            else if (Vector256.IsHardwareAccelerated && n >= Vector256<T>.Count)
                new BlockedProduct<T, Vector256<T>, Width256<T>>(m, n, k, a, b, c, cRow, start, startRow).Compute();
            else
                new BlockedProduct<T, Vector128<T>, Width128<T>>(m, n, k, a, b, c, cRow, start, startRow).Compute();
            return;
        }

        if (start != null && start != c)
            for (int i = 0; i < m; i++) new Span<T>(start + i * startRow, n).CopyTo(new Span<T>(c + i * cRow, n));
        bool accumulate = start != null;
        if (n == 1 || (m > 1 && n < Vector128<T>.Count))
        {
            for (int j = 0; j < n; j++)
                MatrixVector.Multiply(m, k, a, b.From(0, j).Data, b.Row, c + j, cRow, accumulate);
        }
        else
        {
            for (int i = 0; i < m; i++)
                MatrixVector.Multiply(n, k, b.Transpose(), a.From(i, 0).Data, a.Column, c + i * cRow, 1, accumulate);
        }
    }
}

/// <summary>An operand of a product: element (i,j) is <c>data[i·row + j·column]</c>. Strides may be zero or negative.</summary>
internal readonly unsafe struct MatrixOperand<T>(T* data, nint row, nint column)
    where T : unmanaged
{
    public readonly T* Data = data;
    public readonly nint Row = row;
    public readonly nint Column = column;

    public MatrixOperand<T> Transpose() => new(Data, Column, Row);

    public MatrixOperand<T> From(nint i, nint j) => new(Data + i * Row + j * Column, Row, Column);
}
