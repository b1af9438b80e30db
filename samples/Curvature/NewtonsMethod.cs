using Autograd;

namespace Curvature;

/// <summary>Newton's method, p ← p − H⁻¹·gradient, finds points where the gradient vanishes: minima, maxima and saddles alike.</summary>
public static class NewtonsMethod
{
    private const int MostSteps = 50;

    /// <summary>Where Newton's method goes from a start, and how many steps it takes.</summary>
    public static (Tensor Point, int Steps) Run(Func<Tensor, Tensor> f, Tensor start)
    {
        Tensor point = start;
        for (int step = 0; step < MostSteps; step++)
        {
            Tensor gradient = Differentiate.Gradient(f, point);
            if (gradient.Norm().ToDouble() < 1e-11)
                return (point, step);
            point -= Solve(Differentiate.Hessian(f, point), gradient);
        }

        return (point, MostSteps);
    }

    public static void Walk(Comparison comparison)
    {
        comparison.Title($"Newton's method on {Function.Rosenbrock.Name}");
        Show(Function.Rosenbrock, [-1.2, 1], [1, 1], 1e-12);

        // Published to six digits, but for the first.
        comparison.Title($"Newton's method on {Function.Himmelblau.Name}: four minima, and the maximum between them");
        Show(Function.Himmelblau, [3.5, 2.5], [3, 2], 1e-12);
        Show(Function.Himmelblau, [-3, 3], [-2.805118, 3.131312], 1e-6);
        Show(Function.Himmelblau, [-4, -3], [-3.779310, -3.283186], 1e-6);
        Show(Function.Himmelblau, [3.5, -2], [3.584428, -1.848126], 1e-6);
        Show(Function.Himmelblau, [0, -1], [-0.270845, -0.923039], 1e-6);

        void Show(Function f, double[] start, double[] expected, double tolerance)
        {
            (Tensor point, int steps) = Run(f.Value, Tensor.From(start));
            comparison.Beside($"from ({start[0]}, {start[1]}), after {steps} steps", point, expected, tolerance);
        }
    }

    /// <summary>Cramer's rule for two equations.</summary>
    private static Tensor Solve(Tensor a, Tensor b)
    {
        Tensor determinant = a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0];
        return Tensor.Stack([a[1, 1] * b[0] - a[0, 1] * b[1], a[0, 0] * b[1] - a[1, 0] * b[0]]) / determinant;
    }
}
