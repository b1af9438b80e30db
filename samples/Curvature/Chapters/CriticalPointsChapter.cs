using Autograd;

namespace Curvature.Chapters;

public static class CriticalPointsChapter
{
    private const double SamePoint = 1e-6;

    public static void Write(Notebook notebook)
    {
        notebook.Chapter("Critical points", """
            Where the gradient vanishes, the Hessian's eigenvalues tell a minimum from a maximum and from a saddle.
            Newton's method, begun all over a grid, finds every such point of Himmelblau's function, u² + v².
            There 2xu + v = 0 and u + 2yv = 0, so that (1 − 4xy)u = 0: either u = v = 0, or xy = 1/4.
            """);
        notebook.Say("");
        (Tensor Point, CriticalPoint Found)[] all = [.. CriticalPoints().Select(point =>
            (point, Differentiate.ClassifyCriticalPoint(Himmelblau.Value, point)))];
        foreach ((Tensor point, CriticalPoint found) in all.OrderBy(one => one.Found.Kind))
        {
            string kind = found.Kind.ToString().ToLowerInvariant();
            notebook.Say($"{kind,-8} at {Text.Of(point),-23} curvatures {Text.Of(found.Eigenvalues)}");
        }

        int[] counts = [.. new[] { CriticalPointKind.Minimum, CriticalPointKind.Maximum, CriticalPointKind.Saddle }
            .Select(kind => all.Count(one => one.Found.Kind == kind))];
        notebook.Compare("Minima, maxima and saddles", Tensor.From([.. counts.Select(count => (double)count)]),
            Tensor.From([4.0, 1.0, 4.0]), 0, "there are");
        notebook.Compare("The minima, whose x are 3 and the roots of x³ + 3x² − 13x − 38",
            Tensor.Stack([.. all.Where(one => one.Found.Kind == CriticalPointKind.Minimum).Select(one => one.Point)]),
            Himmelblau.Minima(), 1e-12);
        Tensor products = Tensor.Stack([.. all.Where(one => one.Found.Kind != CriticalPointKind.Minimum)
            .Select(one => one.Point.Prod())]);
        notebook.Compare("x · y at the maximum and the saddles, where u and v do not vanish",
            products, Tensor.Full(0.25, products.Count), 1e-12);
        notebook.Compare("The curvatures at all of them, by x",
            Tensor.Concat([.. all.Select(one => one.Found.Eigenvalues)]),
            Tensor.Concat([.. all.Select(one => Himmelblau.Curvatures(one.Point))]), 1e-10);
    }

    /// <summary>Where Newton's method ends from a grid of starts, each point once, by x.</summary>
    private static IEnumerable<Tensor> CriticalPoints()
    {
        List<Tensor> points = [];
        for (int column = -5; column <= 5; column++)
            for (int row = -5; row <= 5; row++)
            {
                Tensor end = Newton.Walk(Himmelblau.Value, Tensor.From([column, (double)row]))[^1].Point;
                if (!points.Any(known => (known - end).Norm().ToDouble() < SamePoint))
                    points.Add(end);
            }

        return points.OrderBy(point => point[0].ToDouble());
    }
}
