using Autograd;

namespace Curvature.Chapters;

public static class NewtonChapter
{
    public static void Write(Notebook notebook)
    {
        notebook.Chapter("Newton's method", """
            A step solves Hessian · step = −gradient; near a minimum each step doubles the number of correct digits.
            """);
        Follow(notebook, "Rosenbrock's function", Rosenbrock.Value, Tensor.From([-1.2, 1.0]), Tensor.From([1.0, 1.0]));
        Follow(notebook, "Himmelblau's function", Himmelblau.Value, Tensor.From([4.0, 3.0]), Tensor.From([3.0, 2.0]));
    }

    private static void Follow(Notebook notebook, string name, Func<Tensor, Tensor> f, Tensor start, Tensor minimum)
    {
        notebook.Say("");
        notebook.Say($"{name}, from {Text.Of(start)}:");
        List<NewtonStep> steps = Newton.Walk(f, start);
        foreach ((int number, NewtonStep step) in steps.Index())
        {
            string value = Text.Small(step.Value), slope = Text.Small(step.Slope);
            notebook.Say($"  step {number}: {Text.Of(step.Point),-24} value {value,-8} slope {slope}");
        }

        notebook.Compare("Where it ends", steps[^1].Point, minimum, 1e-12);
    }
}
