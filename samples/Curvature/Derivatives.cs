using Autograd;

namespace Curvature;

/// <summary>One lambda, differentiated in every way.</summary>
public static class Derivatives
{
    public static void Walk(Comparison comparison)
    {
        const double x = 1.5, y = -0.5;
        Tensor point = Tensor.From([x, y]);
        foreach (Function f in new[] { Function.Himmelblau, Function.Rosenbrock })
        {
            double[] hessian = f.Hessian(x, y);
            comparison.Title($"{f.Name} at ({x}, {y})");
            comparison.Beside("gradient, ∂f/∂pᵢ", Differentiate.Gradient(f.Value, point), f.Gradient(x, y));
            comparison.Beside("Hessian, ∂²f/∂pᵢ∂pⱼ", Differentiate.Hessian(f.Value, point), hessian);
            comparison.Beside("Hessian, as the Jacobian of the gradient", Differentiate.Jacobian(Differentiate.Gradient(f.Value), point), hessian);
            comparison.Beside("Laplacian, Σ ∂²f/∂pᵢ²", Differentiate.Laplacian(f.Value, point), [hessian[0] + hessian[3]]);
        }

        comparison.Title("Polar coordinates, (r, φ) → (r cos φ, r sin φ), at (2, 0.6)");
        const double r = 2, angle = 0.6;
        Tensor jacobian = Differentiate.Jacobian(static p => Tensor.Stack([p[0] * p[1].Cos(), p[0] * p[1].Sin()]), Tensor.From([r, angle]));
        comparison.Beside("Jacobian", jacobian, [Math.Cos(angle), -r * Math.Sin(angle), Math.Sin(angle), r * Math.Cos(angle)]);
        comparison.Beside("its determinant, r", jacobian[0, 0] * jacobian[1, 1] - jacobian[0, 1] * jacobian[1, 0], [r]);
    }
}
