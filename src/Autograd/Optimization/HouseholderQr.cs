namespace Autograd.Optimization;

/// <summary>
/// Least squares, min ‖A·x − b‖, by A = Q·R with Householder's reflections: it keeps the digits that the normal equations
/// lose by squaring the condition number. A is given by columns. Source: Golub and Van Loan, Matrix Computations, 5.2.
/// </summary>
internal sealed class HouseholderQr
{
    private readonly double[][] columns;
    private readonly double[] diagonal, turned;

    /// <summary>Factors a copy of A, and turns b by Qᵀ.</summary>
    public HouseholderQr(double[][] matrix, double[] right)
    {
        columns = [.. matrix.Select(static column => (double[])column.Clone())];
        diagonal = new double[columns.Length];
        turned = (double[])right.Clone();
        for (int j = 0; j < columns.Length; j++)
            Reflect(j);
    }

    /// <summary>The part of b that A reaches: as long as the least-squares solution brings b down.</summary>
    public ReadOnlySpan<double> Reached => turned.AsSpan(0, Math.Min(columns.Length, turned.Length));

    /// <summary>The x of min ‖A·x − b‖² + ‖diag(weights)·x‖², from the factors alone; no weight may be 0.</summary>
    public double[] SolveDamped(double[] weights) => SolveDamped(weights, Reached);

    /// <summary>The same for another b.</summary>
    public double[] SolveDamped(double[] weights, double[] right)
    {
        double[] copy = (double[])right.Clone();
        for (int j = 0; j < columns.Length; j++)
            Apply(j, copy);
        return SolveDamped(weights, copy.AsSpan(0, Reached.Length));
    }

    /// <summary>(AᵀA)⁻¹ = R⁻¹R⁻ᵀ; null where, to rounding, one column of A is a combination of others.</summary>
    public double[,]? InverseOfNormalMatrix(double[][] matrix)
    {
        int count = columns.Length;
        double[][] inverse = new double[count][];
        for (int j = 0; j < count; j++)
        {
            if (!(Math.Abs(diagonal[j]) > matrix[j].Length * Plain.Rounding * Plain.Norm(matrix[j])))
                return null;
            double[] unit = new double[count];
            unit[j] = 1;
            inverse[j] = BackSubstitute(unit);
        }

        double[,] product = new double[count, count];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++)
                for (int k = Math.Max(i, j); k < count; k++)
                    product[i, j] += inverse[k][i] * inverse[k][j];
        return product;
    }

    private double[] SolveDamped(double[] weights, ReadOnlySpan<double> top)
    {
        int count = columns.Length;
        double[][] stacked = new double[count][];
        for (int j = 0; j < count; j++)
        {
            stacked[j] = new double[2 * count];
            columns[j].AsSpan(0, Math.Min(j, columns[j].Length)).CopyTo(stacked[j]);
            stacked[j][j] = diagonal[j];
            stacked[j][count + j] = weights[j];
        }

        double[] right = new double[2 * count];
        top.CopyTo(right);
        HouseholderQr damped = new(stacked, right);
        return damped.BackSubstitute(damped.turned);
    }

    private double[] BackSubstitute(double[] right)
    {
        double[] x = new double[columns.Length];
        for (int i = x.Length - 1; i >= 0; i--)
        {
            double sum = right[i];
            for (int j = i + 1; j < x.Length; j++)
                sum -= columns[j][i] * x[j];
            x[i] = sum / diagonal[i];
        }

        return x;
    }

    /// <summary>Makes the reflection that clears a column below the diagonal, and applies it to what stands to the right.</summary>
    private void Reflect(int j)
    {
        double[] column = columns[j];
        double norm = j < column.Length ? Plain.Norm(column.AsSpan(j)) : 0;
        if (norm == 0)
            return;

        // v = x / ±‖x‖ + e₁ with the sign of x₁, so that v₁ lies between 1 and 2 and nothing cancels.
        double signed = column[j] < 0 ? -norm : norm;
        for (int i = j; i < column.Length; i++)
            column[i] /= signed;
        column[j] += 1;
        diagonal[j] = -signed;
        for (int k = j + 1; k < columns.Length; k++)
            Apply(j, columns[k]);
        Apply(j, turned);
    }

    private void Apply(int j, double[] vector)
    {
        if (diagonal[j] == 0)
            return;
        double[] v = columns[j];
        double factor = Plain.Dot(v.AsSpan(j), vector.AsSpan(j)) / v[j];
        for (int i = j; i < v.Length; i++)
            vector[i] -= factor * v[i];
    }
}
