namespace Autograd.Optimization;

/// <summary>
/// Least squares, min ‖A·x − b‖, by A·P = Q·R with Householder's reflections: it keeps the digits that the normal equations
/// lose by squaring the condition number. P takes first what is longest, so that columns which others combine to come last.
/// A is given by columns. Source: Golub and Van Loan, Matrix Computations, 5.2 and 5.4.
/// </summary>
internal sealed class HouseholderQr
{
    private readonly double[][] columns;
    private readonly double[] diagonal, turned;
    private readonly int[] order;
    private readonly int rank;

    /// <summary>Factors a copy of A, and turns b by Qᵀ.</summary>
    public HouseholderQr(double[][] matrix, double[] right)
    {
        columns = [.. matrix.Select(static column => (double[])column.Clone())];
        diagonal = new double[columns.Length];
        turned = (double[])right.Clone();
        order = [.. Enumerable.Range(0, columns.Length)];
        while (rank < Math.Min(columns.Length, right.Length) && BringLongest(rank))
            Reflect(rank++);
    }

    /// <summary>The part of b that A reaches: as long as the least-squares solution brings b down.</summary>
    public ReadOnlySpan<double> Reached => turned.AsSpan(0, rank);

    /// <summary>The first rows of Qᵀb for another b.</summary>
    public double[] Turned(double[] right)
    {
        double[] copy = (double[])right.Clone();
        for (int j = 0; j < rank; j++)
            Apply(j, copy);
        return copy[..rank];
    }

    /// <summary>R with the rows diag(weights) below it, made triangular again.</summary>
    public DampedTriangle Damped(double[] weights)
    {
        int count = columns.Length;
        double[][] rows = new double[count][];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new double[count];
            rows[i][i] = diagonal[i];
            for (int j = i + 1; j < count && i < rank; j++)
                rows[i][j] = columns[j][i];
        }

        return new(rows, [.. order.Select(j => weights[j])], order);
    }

    /// <summary>(AᵀA)⁻¹ = R⁻¹R⁻ᵀ; null where, to rounding, one column of A is a combination of others.</summary>
    public double[,]? InverseOfNormalMatrix(double[][] matrix)
    {
        int count = columns.Length;
        double[][] inverse = new double[count][];
        for (int j = 0; j < count; j++)
        {
            double[] column = matrix[order[j]];
            if (!(Math.Abs(diagonal[j]) > column.Length * Plain.Rounding * Plain.Norm(column)))
                return null;
            double[] unit = new double[count];
            unit[j] = 1;
            inverse[j] = BackSubstitute(unit);
        }

        double[,] product = new double[count, count];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++)
                for (int k = Math.Max(i, j); k < count; k++)
                    product[order[i], order[j]] += inverse[k][i] * inverse[k][j];
        return product;
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

    /// <summary>Swaps the column whose part from a row on is longest into that place; false where nothing is left of any.</summary>
    private bool BringLongest(int place)
    {
        int longest = place;
        double length = 0;
        for (int j = place; j < columns.Length; j++)
        {
            double norm = Plain.Norm(columns[j].AsSpan(place));
            if (norm > length)
                (longest, length) = (j, norm);
        }

        (columns[place], columns[longest]) = (columns[longest], columns[place]);
        (order[place], order[longest]) = (order[longest], order[place]);
        return length > 0;
    }

    /// <summary>Makes the reflection that clears a column below the diagonal, and applies it to what stands to the right.</summary>
    private void Reflect(int j)
    {
        double[] column = columns[j];
        double norm = Plain.Norm(column.AsSpan(j));

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
        double[] v = columns[j];
        double factor = Plain.Dot(v.AsSpan(j), vector.AsSpan(j)) / v[j];
        for (int i = j; i < v.Length; i++)
            vector[i] -= factor * v[i];
    }
}
