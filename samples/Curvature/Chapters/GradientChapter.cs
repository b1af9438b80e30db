using Autograd;

namespace Curvature.Chapters;

public static class GradientChapter
{
    public static void Write(Notebook notebook)
    {
        notebook.Chapter("Gradient", """
            The gradient collects the first derivatives: it points uphill, and its length is the slope.
            Himmelblau's function is (x² + y − 11)² + (x + y² − 7)², Rosenbrock's 100(y − x²)² + (1 − x)².
            """);
        (Tensor value, Tensor gradient) = Differentiate.ValueAndGradient(Himmelblau.Value, Tensor.From([1.0, 2.0]));
        notebook.Compare("The value of Himmelblau's function at (1, 2)", value.ToDouble(), 68, 0);
        notebook.Compare("Its gradient there", gradient, Himmelblau.Gradient(1, 2), 1e-12);
        notebook.Compare("The gradient of Rosenbrock's function at (−1.2, 1)",
            Differentiate.Gradient(Rosenbrock.Value, Tensor.From([-1.2, 1.0])), Rosenbrock.Gradient(-1.2, 1), 1e-11);
    }
}
