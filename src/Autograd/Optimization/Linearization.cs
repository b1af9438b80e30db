namespace Autograd.Optimization;

/// <summary>Residuals r and Jacobian J at a point, and J's factors.</summary>
internal sealed class Linearization
{
    private Linearization(double[] point, double[] residuals, double[][] jacobian)
    {
        (Point, Residuals, Jacobian) = (point, residuals, jacobian);
        Factors = new(jacobian, residuals);
        SumOfSquares = Plain.Dot(residuals, residuals);
        Promise = Plain.Dot(Factors.Reached, Factors.Reached);
    }

    public double[] Point { get; }

    public double[] Residuals { get; }

    /// <summary>By columns.</summary>
    public double[][] Jacobian { get; }

    public HouseholderQr Factors { get; }

    public double SumOfSquares { get; }

    /// <summary>By how much the sum of squares would fall if r were linear: the square of r's part along J's columns.</summary>
    public double Promise { get; }

    /// <summary>Jᵀr, the gradient of half the sum of squares.</summary>
    public double[] Gradient => [.. Jacobian.Select(column => Plain.Dot(column, Residuals))];

    /// <summary>The largest cosine of an angle between r and a column of J: the gradient in the parameters' own units.</summary>
    public double LargestCosine
    {
        get
        {
            double norm = Math.Sqrt(SumOfSquares), largest = 0;
            foreach (double[] column in Jacobian)
                if (Plain.Norm(column) is > 0 and double length && norm > 0)
                    largest = Math.Max(largest, Math.Abs(Plain.Dot(column, Residuals)) / length / norm);
            return largest;
        }
    }

    /// <summary>Null where the Jacobian is not finite.</summary>
    public static Linearization? Of(ResidualFunction function, double[] point, double[] residuals)
    {
        double[][] jacobian = function.Jacobian(point);
        return jacobian.All(Plain.IsFinite) ? new(point, residuals, jacobian) : null;
    }

    /// <summary>‖J·v‖².</summary>
    public double SquaredSlope(double[] v)
    {
        double[] product = new double[Residuals.Length];
        for (int j = 0; j < v.Length; j++)
            product = Plain.Add(product, v[j], Jacobian[j]);
        return Plain.Dot(product, product);
    }

    /// <summary>‖r‖² − ‖other‖², without the cancellation of two nearly equal sums.</summary>
    public double Reduction(double[] other)
    {
        double sum = 0;
        for (int i = 0; i < other.Length; i++)
            sum += (Residuals[i] - other[i]) * (Residuals[i] + other[i]);
        return sum;
    }
}
