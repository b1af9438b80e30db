namespace Autograd.Optimization;

/// <summary>
/// The triangle S with SᵀS = RᵀR + diag(weights)², made by Givens's rotations, which leave large and small rows their digits.
/// Source: Golub and Van Loan, Matrix Computations, 5.1.8 and 6.1.
/// </summary>
internal sealed class DampedTriangle
{
    private readonly double[][] rows;
    private readonly int[] order;
    private readonly (double Cosine, double Sine)[][] rotations;

    /// <summary>Takes the rows of R over; its column k, and the weight k, belong to the unknown order[k].</summary>
    public DampedTriangle(double[][] rows, double[] weights, int[] order)
    {
        this.rows = rows;
        this.order = order;
        rotations = new (double, double)[rows.Length][];
        for (int i = 0; i < rows.Length; i++)
        {
            rotations[i] = [];
            if (weights[i] != 0)
                Absorb(i, weights[i]);
        }
    }

    /// <summary>The x of min ‖R·x − top‖² + ‖diag(weights)·x‖²; 0 in what S does not determine.</summary>
    public double[] Solve(ReadOnlySpan<double> top)
    {
        double[] x = new double[rows.Length];
        top.CopyTo(x);
        for (int i = 0; i < x.Length; i++)
        {
            double below = 0;
            for (int k = 0; k < rotations[i].Length; k++)
                (x[i + k], below) = Turn(rotations[i][k], x[i + k], below);
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < x.Length; j++)
                x[i] -= rows[i][j] * x[j];
            x[i] = Divided(x[i], i);
        }

        double[] solution = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            solution[order[i]] = x[i];
        return solution;
    }

    /// <summary>S⁻ᵀ·right, in S's order of rows.</summary>
    public double[] SolveTransposed(double[] right)
    {
        double[] z = [.. order.Select(j => right[j])];
        for (int i = 0; i < z.Length; i++)
        {
            z[i] = Divided(z[i], i);
            for (int j = i + 1; j < z.Length; j++)
                z[j] -= rows[i][j] * z[i];
        }

        return z;
    }

    private double Divided(double value, int i) => rows[i][i] == 0 ? 0 : value / rows[i][i];

    /// <summary>Turns the row that holds a weight at one place, and 0 elsewhere, into the triangle.</summary>
    private void Absorb(int i, double weight)
    {
        double[] row = new double[rows.Length];
        row[i] = weight;
        rotations[i] = new (double, double)[rows.Length - i];
        for (int k = i; k < rows.Length; k++)
        {
            double length = double.Hypot(rows[k][k], row[k]);
            (double Cosine, double Sine) rotation = length == 0 ? (1, 0) : (rows[k][k] / length, row[k] / length);
            rotations[i][k - i] = rotation;
            for (int j = k; j < rows.Length; j++)
                (rows[k][j], row[j]) = Turn(rotation, rows[k][j], row[j]);
        }
    }

    private static (double Above, double Below) Turn((double Cosine, double Sine) rotation, double above, double below) =>
        (rotation.Cosine * above + rotation.Sine * below, rotation.Cosine * below - rotation.Sine * above);
}
