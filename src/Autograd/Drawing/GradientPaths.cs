namespace Autograd.Drawing;

/// <summary>One gate on a path: the operation, which of its operands the path goes to, and the gradient that leaves along it.</summary>
internal readonly record struct GradientStep(Node Gate, int Operand, Tensor Downstream);

/// <summary>One way from a result down to a node, and what it contributes to the node's gradient.</summary>
internal sealed record GradientPath(Tensor Upstream, IReadOnlyList<GradientStep> Steps)
{
    public Tensor Gradient => Steps[^1].Downstream;
}

/// <summary>
/// The gradient of a node as the sum over paths, each the product of upstream and local gradients along it. There may be
/// exponentially many paths: the search follows the largest product first, and ends at a limit.
/// </summary>
internal sealed class GradientPaths
{
    private const int MostSteps = 20_000;

    private GradientPaths(Tensor total, double count, IReadOnlyList<GradientPath> found) => (Total, Count, Found) = (total, count, found);

    public Tensor Total { get; }

    /// <summary>How many paths there are.</summary>
    public double Count { get; }

    /// <summary>Paths that were followed to the end, largest first.</summary>
    public IReadOnlyList<GradientPath> Found { get; }

    public static GradientPaths Of(Tape tape, Node target, int limit)
    {
        Dictionary<Node, double> ways = CountWays(tape, target);
        PriorityQueue<(Node Node, Trail? Trail, Tensor Gradient, Tensor Upstream), double> open = new();
        double count = 0;
        foreach (Tensor result in tape.Results)
            if (result.Node is { } node && ways.TryGetValue(node, out double number))
            {
                count += node == target ? 0 : number;
                Tensor upstream = Tensor.Filled(1, result.Shape, result.DType);
                open.Enqueue((node, null, upstream, upstream), 0);
            }

        List<GradientPath> found = [];
        for (int steps = 0; steps < MostSteps && found.Count < limit && open.TryDequeue(out var at, out _); steps++)
        {
            if (at.Node == target)
            {
                if (at.Trail is not null)
                    found.Add(new(at.Upstream, at.Trail.Steps()));
                continue;
            }

            IReadOnlyList<Tensor?> downstream = tape.Downstream(at.Node, at.Gradient);
            for (int i = 0; i < downstream.Count; i++)
                if (downstream[i] is { } gradient && at.Node.InputAt(i) is { } input && ways.ContainsKey(input))
                    open.Enqueue((input, new(at.Trail, new(at.Node, i, gradient)), gradient, at.Upstream), -Sizes.Rank(gradient));
        }

        return new(tape.GradientOf(target), count, [.. found.OrderByDescending(static path => Sizes.Rank(path.Gradient))]);
    }

    /// <summary>For each node that depends on the target, the number of ways to it.</summary>
    private static Dictionary<Node, double> CountWays(Tape tape, Node target)
    {
        Dictionary<Node, double> ways = new() { [target] = 1 };
        foreach (Node node in tape.Nodes)
        {
            double sum = 0;
            for (int i = 0; i < node.InputCount; i++)
                sum += node.InputAt(i) is { } input ? ways.GetValueOrDefault(input) : 0;
            if (sum > 0 && node != target)
                ways[node] = sum;
        }

        return ways;
    }

    /// <summary>The gates behind, as a list that branches share.</summary>
    private sealed record Trail(Trail? Before, GradientStep Step)
    {
        public GradientStep[] Steps()
        {
            List<GradientStep> steps = [];
            for (Trail? at = this; at is not null; at = at.Before)
                steps.Add(at.Step);
            steps.Reverse();
            return [.. steps];
        }
    }
}

/// <summary>How large gradients are.</summary>
internal static class Sizes
{
    /// <summary>The largest magnitude; NaN where there is one, 0 of nothing.</summary>
    public static double Largest(Tensor tensor) => tensor.Count == 0 ? 0 : tensor.Values().Abs().Max().ToDouble();

    /// <summary>The same for sorting: what is no number comes first.</summary>
    public static double Rank(Tensor tensor) => Largest(tensor) is var largest && double.IsNaN(largest) ? double.PositiveInfinity : largest;
}
