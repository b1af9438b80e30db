namespace Autograd.Optimization;

/// <summary>
/// Residuals r and Jacobian J at a point, and J's factors. These are kept in units of their own, powers of two in which r and
/// every column of J are about 1, so that no square overflows or vanishes.
/// </summary>
internal sealed class Linearization
{
    private readonly int unit;
    private readonly int[] columnUnits;
    private readonly double[] noise;

    private Linearization(double[] point, double[] residuals, double[][] jacobian, double rounding)
    {
        (Point, Residuals) = (point, residuals);
        unit = Unit(Plain.Norm(residuals));
        Right = Plain.Scaled(residuals, -unit);
        Lengths = [.. jacobian.Select(static column => Plain.Norm(column))];
        columnUnits = [.. Lengths.Select(Unit)];
        Columns = [.. jacobian.Select((column, j) => Plain.Scaled(column, -columnUnits[j]))];
        Factors = new(Columns, Right);
        Norm = Plain.Norm(Right);
        Reach = Plain.Norm(Factors.Reached);
        double[] own = ToOwn(point);
        noise = [.. Right.Select((value, i) =>
        {
            double sum = Math.Abs(value);
            for (int j = 0; j < own.Length; j++)
                if (Columns[j][i] != 0)
                    sum += Math.Abs(Columns[j][i] * own[j]);
            return rounding * sum;
        })];
        Noise = Plain.Norm(noise);
    }

    public double[] Point { get; }

    public double[] Residuals { get; }

    /// <summary>The norms of J's columns.</summary>
    public double[] Lengths { get; }

    /// <summary>J by columns, in own units; so is all that follows.</summary>
    public double[][] Columns { get; }

    public double[] Right { get; }

    public HouseholderQr Factors { get; }

    /// <summary>‖r‖.</summary>
    public double Norm { get; }

    /// <summary>The norm of r's part along J's columns: what the residuals would lose if they were linear.</summary>
    public double Reach { get; }

    /// <summary>The norm of what the rounding of the point and the residuals may do to the residuals.</summary>
    public double Noise { get; }

    /// <summary>‖r‖² in the residuals' units; infinite or 0 where that is beyond the range.</summary>
    public double SumOfSquares => Math.ScaleB(Norm * Norm, 2 * unit);

    /// <summary>Jᵀr, the gradient of half the sum of squares, in the user's units.</summary>
    public double[] Gradient => [.. Columns.Select((column, j) => Math.ScaleB(Plain.Dot(column, Right), unit + columnUnits[j]))];

    /// <summary>The largest cosine of an angle between r and a column of J: the gradient in the parameters' own units.</summary>
    public double LargestCosine => Norm == 0 ? 0
        : Columns.Max(column => Plain.Norm(column) is > 0 and double length ? Math.Abs(Plain.Dot(column, Right)) / length / Norm : 0);

    /// <summary>Whether neither the gradient nor a whole step can be told from what rounding makes of them.</summary>
    public bool IsRounding => Reach <= Noise
        && Array.TrueForAll(Columns, column => Math.Abs(Plain.Dot(column, Right)) <= Plain.Dot([.. column.Select(Math.Abs)], noise));

    /// <summary>Null where the Jacobian is not finite.</summary>
    public static Linearization? Of(ResidualFunction function, double[] point, double[] residuals)
    {
        double[][] jacobian = function.Jacobian(point);
        return jacobian.All(Plain.IsFinite) ? new(point, residuals, jacobian, function.Rounding) : null;
    }

    /// <summary>A change of the parameters in their own units, from the linearisation's.</summary>
    public double[] FromOwn(double[] step) => [.. step.Select((value, j) => Math.ScaleB(value, unit - columnUnits[j]))];

    public double[] ToOwn(double[] step) => [.. step.Select((value, j) => Math.ScaleB(Math.ScaleB(value, columnUnits[j]), -unit))];

    /// <summary>Lengths of columns of this Jacobian's kind, in own units.</summary>
    public double[] Weights(double[] lengths) => [.. lengths.Select((length, j) => length > 0 ? Math.ScaleB(length, -columnUnits[j]) : 1)];

    public double[] Own(double[] residuals) => Plain.Scaled(residuals, -unit);

    /// <summary>A length of own units in the residuals'.</summary>
    public double Outside(double length) => Math.ScaleB(length, unit);

    public double Inside(double length) => Math.ScaleB(length, -unit);

    /// <summary>‖J·v‖.</summary>
    public double Slope(double[] v)
    {
        double[] product = new double[Right.Length];
        for (int j = 0; j < v.Length; j++)
            product = Plain.Add(product, v[j], Columns[j]);
        return Plain.Norm(product);
    }

    /// <summary>‖r‖² − ‖other‖², without the cancellation of two nearly equal sums.</summary>
    public double Reduction(double[] other)
    {
        double sum = 0;
        double[] own = Own(other);
        for (int i = 0; i < own.Length; i++)
            sum += (Right[i] - own[i]) * (Right[i] + own[i]);
        return sum;
    }

    /// <summary>(JᵀJ)⁻¹‖r‖², in the parameters' units; null where J does not determine them.</summary>
    public double[,]? Spread()
    {
        double[,]? inverse = Factors.InverseOfNormalMatrix(Columns);
        for (int i = 0; inverse is not null && i < columnUnits.Length; i++)
            for (int j = 0; j < columnUnits.Length; j++)
                inverse[i, j] = Math.ScaleB(Norm * Norm * inverse[i, j], 2 * unit - columnUnits[i] - columnUnits[j]);
        return inverse;
    }

    private static int Unit(double length) => length > 0 ? Math.ILogB(length) : 0;
}
