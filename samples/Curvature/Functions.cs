using Autograd;

namespace Curvature;

/// <summary>A function of two variables, and its derivatives as one finds them with pencil and paper.</summary>
public sealed record Function(string Name, Func<Tensor, Tensor> Value, Func<double, double, double[]> Gradient, Func<double, double, double[]> Hessian)
{
    public static readonly Function Himmelblau = new("Himmelblau's (x² + y − 11)² + (x + y² − 7)²",
        p => (p[0].Square() + p[1] - 11).Square() + (p[0] + p[1].Square() - 7).Square(),
        (x, y) => [4 * x * (x * x + y - 11) + 2 * (x + y * y - 7), 2 * (x * x + y - 11) + 4 * y * (x + y * y - 7)],
        (x, y) => [12 * x * x + 4 * y - 42, 4 * (x + y), 4 * (x + y), 12 * y * y + 4 * x - 26]);

    public static readonly Function Rosenbrock = new("Rosenbrock's (1 − x)² + 100 (y − x²)²",
        p => (1 - p[0]).Square() + 100 * (p[1] - p[0].Square()).Square(),
        (x, y) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
        (x, y) => [2 - 400 * y + 1200 * x * x, -400 * x, -400 * x, 200]);
}
