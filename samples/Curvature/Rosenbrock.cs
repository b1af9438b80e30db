using Autograd;

namespace Curvature;

/// <summary>
/// f(x) = Σ 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²: a bent valley with steep walls and a nearly flat floor, its minimum 0 where all are 1.
/// </summary>
public static class Rosenbrock
{
    public static Tensor Value(Tensor point)
    {
        Tensor head = point.Slice(0, 0, point.Count - 1), tail = point.Slice(0, 1, point.Count);
        return (100 * (tail - head.Square()).Square() + (1 - head).Square()).Sum();
    }

    public static Tensor Gradient(double x, double y) => Tensor.From([-400 * x * (y - x * x) - 2 * (1 - x), 200 * (y - x * x)]);

    public static Tensor Hessian(double x, double y) =>
        Tensor.From(new[,] { { 1200 * x * x - 400 * y + 2, -400 * x }, { -400 * x, 200 } });

    /// <summary>The Hessian at x times v. Only neighbours meet in a term, so it is tridiagonal.</summary>
    public static double[] HessianTimes(double[] x, double[] v)
    {
        double[] product = new double[x.Length];
        for (int i = 0; i + 1 < x.Length; i++)
        {
            product[i] += (1200 * x[i] * x[i] - 400 * x[i + 1] + 2) * v[i] - 400 * x[i] * v[i + 1];
            product[i + 1] += 200 * v[i + 1] - 400 * x[i] * v[i];
        }

        return product;
    }
}
