using Autograd;

namespace Curvature.Chapters;

public static class PhysicsChapter
{
    private const int Steps = 800, Seed = 3, PointsAcross = 10, TestPointsAcross = 33;
    private const double LearningRate = 0.02;

    public static void Write(Notebook notebook)
    {
        notebook.Chapter("A loss with a Laplacian inside", """
            Poisson's equation Δu = −2π² sin πx sin πy on the unit square, u = 0 on its edge, has the solution sin πx sin πy.
            A network N learns it without ever seeing it: u = x(1 − x) y(1 − y) N(x, y) is zero on the edge, and the loss is the
            mean square of Δu + 2π² sin πx sin πy.
            """);
        TanhNetwork network = new(new Random(Seed), gain: 1.5, 2, 20, 20, 1);
        Tensor points = Grid(PointsAcross, 0.5 / PointsAcross), tests = Grid(TestPointsAcross, 0);
        Tensor load = Membrane.Laplacian(points);
        Tensor Solution(Tensor at) => Edge(at) * network.Value(at);

        notebook.Say("");
        double loss = Training.Minimise(network.Parameters, Steps, LearningRate, () =>
            (Differentiate.Laplacian(Solution, points, batchDimensions: 1) - load).Square().Mean(),
            notebook.Follow("learning", Steps));
        notebook.Promise($"The loss after {Steps} steps", loss, 0.01);
        notebook.Promise($"The largest error on {TestPointsAcross} × {TestPointsAcross} points, from edge to edge",
            (Solution(tests) - Membrane.Height(tests)).Abs().Max().ToDouble(), 2e-3);

        Tensor diagonal = Tensor.Linspace(0.0, 1.0, 7).Unsqueeze(-1).Repeat(2, 1);
        notebook.Compare("The solution from corner to corner", Solution(diagonal), Membrane.Height(diagonal), 2e-3, "exact");
    }

    private static Tensor Edge(Tensor points) => (points * (1 - points)).Prod(-1);

    /// <summary>The points of a square grid in the unit square, [n², 2].</summary>
    private static Tensor Grid(int across, double margin)
    {
        Tensor line = Tensor.Linspace(margin, 1 - margin, across);
        return Tensor.Stack([line.Repeat(across, 0), line.Tile(across)], 1);
    }
}
