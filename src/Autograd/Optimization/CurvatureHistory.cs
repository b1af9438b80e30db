namespace Autograd.Optimization;

/// <summary>
/// The last steps s and the changes y of the gradient along them, from which the inverse Hessian's product with a vector is
/// made. Source: Nocedal and Wright, Numerical Optimization, algorithm 7.4.
/// </summary>
internal sealed class CurvatureHistory(int capacity)
{
    private readonly List<(double[] Step, double[] Change, double Product)> pairs = [];

    public bool IsEmpty => pairs.Count == 0;

    public void Clear() => pairs.Clear();

    /// <summary>Remembers a step, unless the function is not convex along it.</summary>
    public void Add(double[] step, double[] change)
    {
        double product = Plain.Dot(step, change);
        if (!(product > Plain.Rounding * Plain.Dot(change, change)))
            return;
        if (pairs.Count == capacity)
            pairs.RemoveAt(0);
        pairs.Add((step, change, product));
    }

    /// <summary>−H⁻¹·gradient, as far as is known.</summary>
    public double[] Direction(double[] gradient)
    {
        double[] direction = Plain.Times(-1, gradient);
        Span<double> factors = new double[pairs.Count];
        for (int i = pairs.Count - 1; i >= 0; i--)
        {
            (double[] step, double[] change, double product) = pairs[i];
            factors[i] = Plain.Dot(step, direction) / product;
            direction = Plain.Add(direction, -factors[i], change);
        }

        if (!IsEmpty)
            direction = Plain.Times(pairs[^1].Product / Plain.Dot(pairs[^1].Change, pairs[^1].Change), direction);
        for (int i = 0; i < pairs.Count; i++)
        {
            (double[] step, double[] change, double product) = pairs[i];
            direction = Plain.Add(direction, factors[i] - Plain.Dot(change, direction) / product, step);
        }

        return direction;
    }
}
