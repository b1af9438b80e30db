using Autograd;

namespace Curvature.Chapters;

public static class HessianVectorChapter
{
    private const int Variables = 1000;

    public static void Write(Notebook notebook)
    {
        notebook.Chapter("Hessian–vector product", $"""
            The gradient of (gradient · v) is Hessian · v: a Hessian of {Variables} × {Variables} numbers is never built.
            HessianVectorProduct gets the same by pushing v forward through the gradient. The function is the sum
            of 100(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)² along a chain: Rosenbrock's, of {Variables} variables.
            """);
        double[] at = [.. Enumerable.Range(0, Variables).Select(i => Math.Sin(i))];
        double[] along = [.. Enumerable.Range(0, Variables).Select(i => Math.Cos(3 * i))];
        (Tensor x, Tensor v) = (Tensor.From(at), Tensor.From(along));
        Tensor closed = Tensor.From(Rosenbrock.HessianTimes(at, along));

        Tensor twice = Differentiate.Gradient(point => Differentiate.Gradient(Rosenbrock.Value, point).Dot(v), x);
        notebook.Compare("By differentiating gradient · v", twice, closed, 1e-11);
        notebook.Compare("By HessianVectorProduct", Differentiate.HessianVectorProduct(Rosenbrock.Value, x, v), closed, 1e-11);
    }
}
