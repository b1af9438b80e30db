using Autograd;

namespace Curvature;

/// <summary>The Hessian along one direction, which needs no Hessian.</summary>
public static class Directions
{
    public static void Walk(Comparison comparison)
    {
        const double x = -0.7, y = 1.3;
        Tensor point = Tensor.From([x, y]), v = Tensor.From([0.6, -0.8]);
        Function f = Function.Rosenbrock;
        double[] h = f.Hessian(x, y), expected = [0.6 * h[0] - 0.8 * h[1], 0.6 * h[2] - 0.8 * h[3]];
        comparison.Title($"Hessian–vector products of {f.Name} at ({x}, {y}), along (0.6, −0.8)");
        comparison.Beside("the gradient of gradient · v", Differentiate.Gradient(p => Differentiate.Gradient(f.Value, p).Dot(v), point), expected);
        comparison.Beside("the gradient's derivative along v", Differentiate.HessianVectorProduct(f.Value, point, v), expected);

        // The same with Backward, as in a training loop.
        Tensor p = Tensor.Parameter(point);
        f.Value(p).Backward(createGraph: true);
        Tensor slope = p.Grad!.Dot(v);
        p.ZeroGrad();
        slope.Backward();
        comparison.Beside("Backward through Backward", p.Grad!, expected);
    }
}
