using Autograd;

namespace Curvature.Chapters;

public static class HessianChapter
{
    public static void Write(Notebook notebook)
    {
        notebook.Chapter("Hessian", """
            The Hessian is the gradient's Jacobian: it holds the second derivatives, and says how a surface bends.
            """);
        notebook.Compare("The Hessian of Himmelblau's function at (1, 2)",
            Differentiate.Hessian(Himmelblau.Value, Tensor.From([1.0, 2.0])), Himmelblau.Hessian(1, 2), 1e-12);
        Tensor start = Tensor.From([-1.2, 1.0]);
        notebook.Compare("The Hessian of Rosenbrock's function at (−1.2, 1)",
            Differentiate.Hessian(Rosenbrock.Value, start), Rosenbrock.Hessian(-1.2, 1), 1e-11);
        notebook.Compare("The same as the Jacobian of the gradient, row by row",
            Differentiate.Jacobian(Differentiate.Gradient(Rosenbrock.Value), start, JacobianMode.Reverse),
            Rosenbrock.Hessian(-1.2, 1), 1e-11);
    }
}
