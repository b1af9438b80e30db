using Autograd;
using Autograd.Optimization;

namespace Curvature;

/// <summary>
/// Solves a differential equation by training: Δu = −2π² sin πx sin πy on the unit square, u = 0 on its edge. The network's
/// Laplacian stands inside the loss, so training takes third derivatives. Closed form: u = sin πx sin πy.
/// </summary>
public static class Physics
{
    private const int Hidden = 12, PointsPerSide = 9, Steps = 250;

    public static void Walk(Comparison comparison)
    {
        Random random = new(1);
        Tensor w1 = Tensor.Parameter(Tensor.Normal<double>(random, 2, Hidden)), b1 = Tensor.Parameter(Tensor.Normal<double>(random, Hidden));
        Tensor w2 = Tensor.Parameter(Tensor.Normal<double>(random, Hidden) * 0.3);
        Tensor points = Grid(PointsPerSide), source = -2 * Math.PI * Math.PI * Exact(points);

        LBfgs optimizer = new([w1, b1, w2], () => (Differentiate.Laplacian(Solution, points, batchDimensions: 1) - source).Square().Mean(),
            new() { IterationLimit = Steps });
        MinimizationReport report = optimizer.Minimize();

        comparison.Title("Δu = −2π² sin πx sin πy on the unit square, by a network with its Laplacian in the loss");
        comparison.Say($"{report.Iterations} steps of L-BFGS, {report.Evaluations} evaluations: mean squared residual {report.Value:G3}");
        comparison.Beside("u(½, ½)", Solution(Tensor.From(new[,] { { 0.5, 0.5 } })), [1], 0.01);
        comparison.Beside("u(0.2, 0.7)", Solution(Tensor.From(new[,] { { 0.2, 0.7 } })), [Math.Sin(0.2 * Math.PI) * Math.Sin(0.7 * Math.PI)], 0.01);
        Tensor between = Grid(2 * PointsPerSide);
        comparison.Beside("largest error between the points of training", (Solution(between) - Exact(between)).Abs().Max(), [0], 0.01);

        // The factor vanishes on the edge, so that any network satisfies the boundary condition.
        Tensor Solution(Tensor p)
        {
            Tensor x = p[.., 0], y = p[.., 1];
            return 16 * x * (1 - x) * y * (1 - y) * p.Linear(w1, b1).Tanh().MatMul(w2);
        }
    }

    private static Tensor Exact(Tensor p) => (Math.PI * p[.., 0]).Sin() * (Math.PI * p[.., 1]).Sin();

    /// <summary>Points inside the square, [count, 2].</summary>
    private static Tensor Grid(int side)
    {
        double[] values = [.. Enumerable.Range(1, side).SelectMany(i => Enumerable.Range(1, side).SelectMany(j => new[] { i / (side + 1.0), j / (side + 1.0) }))];
        return Tensor.From(values, side * side, 2);
    }
}
