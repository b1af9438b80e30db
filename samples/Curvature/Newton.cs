using Autograd;

namespace Curvature;

/// <summary>A point that Newton's method came to, the function's value there and the length of its gradient.</summary>
public sealed record NewtonStep(Tensor Point, double Value, double Slope);

/// <summary>Newton's method: go where the quadratic with the same value, gradient and Hessian has its critical point.</summary>
public static class Newton
{
    private const double Flat = 1e-11;
    private const int MostSteps = 60;

    /// <summary>The points from the start on, until the gradient vanishes or patience ends.</summary>
    public static List<NewtonStep> Walk(Func<Tensor, Tensor> f, Tensor start)
    {
        List<NewtonStep> steps = [];
        for (Tensor point = start; steps.Count <= MostSteps;)
        {
            (Tensor value, Tensor gradient) = Differentiate.ValueAndGradient(f, point);
            steps.Add(new(point, value.ToDouble(), gradient.Norm().ToDouble()));
            if (steps[^1].Slope <= Flat)
                break;
            point -= Differentiate.Hessian(f, point).Solve(gradient);
        }

        return steps;
    }
}
