using System.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.Providers.LinearAlgebra;

namespace Autograd;

/// <summary>
/// The factorisations of single matrices, in column order. Each is made at one scale and brought back by a power of two, so that
/// it is the same for matrices of every scale, and an absolute tolerance within it tells nothing.
/// </summary>
internal static class Factorisations
{
    // Where neither squares of large elements nor those of small ones leave the range; and, without squares, as wide as it goes.
    private const int SafeExponent = 300, HighExponent = 1000;

    private static ManagedLinearAlgebraProvider Provider => ManagedLinearAlgebraProvider.Instance;

    /// <summary>Replaces a symmetric matrix by its lower factor; returns the order of the first leading minor that is not positive, if any.</summary>
    public static int? Cholesky(double[] matrix, int order)
    {
        if (order == 0)
            return null;
        // An even exponent, whose half the factor bears.
        int shift = HighExponent - 2 * Floor(PowersOfTwo.Exponent(matrix));
        PowersOfTwo.Scale(matrix, shift);
        Symmetrise(matrix, order);
        try
        {
            Provider.CholeskyFactor(matrix, order);
            PowersOfTwo.Scale(matrix, -shift / 2);
            return null;
        }
        catch (ArgumentException)
        {
            // The columns before the failing one are finished, their diagonal positive.
            return Enumerable.Range(0, order).First(i => !(matrix[i * order + i] > 0)) + 1;
        }
    }

    /// <summary>The eigenvalues of a symmetric matrix, ascending, and its eigenvectors as columns.</summary>
    public static (double[] Values, double[] Vectors) SymmetricEigen(double[] matrix, int order, string operation)
    {
        double[] vectors = new double[order * order];
        Complex[] values = new Complex[order];
        int shift = SafeExponent - (PowersOfTwo.Exponent(matrix) ?? SafeExponent);
        PowersOfTwo.Scale(matrix, shift);
        Symmetrise(matrix, order);
        if (order > 0)
            Converge(() => Provider.EigenDecomp(true, order, matrix, vectors, values, new double[order * order]), operation);
        return (Array.ConvertAll(values, value => PowersOfTwo.Times(value.Real, -shift)), vectors);
    }

    /// <summary>The thin decomposition U·S·Vᵀ, the singular values descending.</summary>
    public static (double[] U, double[] S, double[] Vt) Svd(double[] matrix, int rows, int columns, string operation)
    {
        int shift = SafeExponent - (PowersOfTwo.Exponent(matrix) ?? SafeExponent);
        PowersOfTwo.Scale(matrix, shift);
        (double[] U, double[] S, double[] Vt) parts = SvdInRange(matrix, rows, columns, operation);
        PowersOfTwo.Scale(parts.S, -shift);
        return parts;
    }

    private static (double[] U, double[] S, double[] Vt) SvdInRange(double[] matrix, int rows, int columns, string operation)
    {
        if (rows < columns)
        {
            (double[] left, double[] values, double[] right) = SvdInRange(Transposed(matrix, rows, columns), columns, rows, operation);
            return (Transposed(right, rows, rows), values, Transposed(left, columns, rows));
        }

        int count = columns;
        double[] s = new double[count], u = new double[count * count], vt = new double[count * count];
        if (count == 0)
            return ([], s, vt);
        if (rows == columns)
        {
            Converge(() => Provider.SingularValueDecomposition(true, matrix, count, count, s, u, vt), operation);
            return (u, s, vt);
        }

        // A tall matrix is first turned into a triangle, so that U never grows to rows × rows.
        double[] triangle = new double[count * count], tall = new double[rows * count];
        Provider.ThinQRFactor(matrix, rows, columns, triangle, new double[count]);
        Converge(() => Provider.SingularValueDecomposition(true, triangle, count, count, s, u, vt), operation);
        Provider.MatrixMultiply(matrix, rows, count, u, count, count, tall);
        return (tall, s, vt);
    }

    private static void Converge(Action factor, string operation)
    {
        try
        {
            factor();
        }
        catch (Exception error) when (error is NonConvergenceException or IndexOutOfRangeException)
        {
            throw Errors.State(operation, "the iteration does not converge", "scale the matrix, or look for extreme elements in it");
        }
    }

    private static int Floor(int? exponent) => (exponent ?? HighExponent) >> 1;

    /// <summary>Takes the mean of elements opposite each other, which may differ by rounding.</summary>
    private static void Symmetrise(double[] matrix, int order)
    {
        for (int column = 0; column < order; column++)
            for (int row = 0; row < column; row++)
                matrix[column * order + row] = matrix[row * order + column] = (matrix[column * order + row] + matrix[row * order + column]) * 0.5;
    }

    private static double[] Transposed(double[] matrix, int rows, int columns)
    {
        double[] result = new double[matrix.Length];
        for (int column = 0; column < columns; column++)
            for (int row = 0; row < rows; row++)
                result[row * columns + column] = matrix[column * rows + row];
        return result;
    }
}
