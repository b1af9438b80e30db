using Autograd;

namespace Curvature.Chapters;

public static class LaplacianChapter
{
    public static void Write(Notebook notebook)
    {
        notebook.Chapter("Laplacian", """
            The Laplacian adds the second derivatives along all axes: it tells how a point differs from its surroundings.
            With a batch dimension every row is a point of its own, and gets a Laplacian of its own.
            """);
        Tensor point = Tensor.From([1.0, 2.0]);
        notebook.Compare("The Laplacian of Himmelblau's function at (1, 2)",
            Differentiate.Laplacian(Himmelblau.Value, point).ToDouble(), Himmelblau.Laplacian(1, 2), 1e-12);
        notebook.Compare("The same as the divergence of the gradient",
            Differentiate.Divergence(Differentiate.Gradient(Himmelblau.Value), point).ToDouble(),
            Himmelblau.Laplacian(1, 2), 1e-12);

        Tensor points = Tensor.From(new[,] { { 0.1, 0.2 }, { 0.5, 0.5 }, { 0.3, 0.9 } });
        notebook.Compare("The Laplacian of sin πx · sin πy, an eigenfunction, at three points",
            Differentiate.Laplacian(Membrane.Height, points, batchDimensions: 1), Membrane.Laplacian(points), 1e-13);
        notebook.Compare("The Laplacian of eˣ cos y, a harmonic function, at the same points",
            Differentiate.Laplacian(Harmonic, points, batchDimensions: 1), Tensor.Zeros<double>(3), 1e-14);
    }

    private static Tensor Harmonic(Tensor points) => points.Select(-1, 0).Exp() * points.Select(-1, 1).Cos();
}
