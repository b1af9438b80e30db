namespace Autograd.Drawing;

/// <summary>
/// The gradient of a node as the sum over paths, each the product of upstream and local gradients along it. There may be
/// exponentially many: the search goes on where the product so far is largest, each time down to the node along the largest
/// factors, so that something always arrives; it ends at a limit of work, which also bounds what it holds.
/// </summary>
internal sealed class GradientPaths
{
    private const long MostElements = 1 << 24;       // computed on the way
    private const int LeastCost = 256;               // of a gate, in elements

    private readonly Tape tape;
    private readonly Node target;
    private readonly bool computes;
    private readonly Dictionary<Node, double> ways;
    private readonly PriorityQueue<Branch, double> open = new();
    private readonly List<(Trail Trail, Tensor? Gradient)> arrived = [];
    private long spent;

    private GradientPaths(Tape tape, Node target, bool computes)
    {
        (this.tape, this.target, this.computes) = (tape, target, computes);
        ways = CountWays(tape, target);
    }

    /// <summary>The gradient; null where only the structure was asked for.</summary>
    public Tensor? Total { get; private init; }

    /// <summary>How many paths there are.</summary>
    public double Count { get; private set; }

    /// <summary>Paths that were followed to the end, largest first.</summary>
    public IReadOnlyList<GradientPath> Found { get; private set; } = [];

    /// <summary>Whether the limit ended the search before every path was followed.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>The paths with their numbers, and the largest of them.</summary>
    public static GradientPaths Of(Tape tape, Node target, int limit)
    {
        GradientPaths paths = new(tape, target, computes: true) { Total = tape.GradientOf(target) };
        paths.Search(int.MaxValue);
        paths.Found = [.. paths.arrived.OrderByDescending(static path => Amount.Rank(path.Gradient!)).Take(limit)
            .Select(static path => path.Trail.ToPath(path.Gradient))];
        return paths;
    }

    /// <summary>Some of the paths, where the numbers cannot be computed.</summary>
    public static GradientPaths Structure(Tape tape, Node target, int limit)
    {
        GradientPaths paths = new(tape, target, computes: false);
        paths.Search(limit);
        paths.Found = [.. paths.arrived.Select(static path => path.Trail.ToPath(null))];
        return paths;
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

    private void Search(int limit)
    {
        foreach (Tensor result in tape.Results)
            if (result.Node is { } node && ways.TryGetValue(node, out double number))
            {
                Count += number;
                Open(new(null, null, 0, node, computes ? Tensor.Filled(1, result.Shape, result.DType) : null));
            }

        while (arrived.Count < limit && (arrived.Count == 0 || spent < MostElements) && open.TryDequeue(out Branch branch, out _))
            Follow(branch);
        IsPartial |= open.Count > 0;
    }

    /// <summary>Down to the target, each time along the largest downstream gradient; the others are left for later.</summary>
    private void Follow(Branch branch)
    {
        for (Branch? next = branch; next is { } at;)
        {
            Trail trail = new(at.Before, at.Gate, at.Operand, at.Gradient is { } gradient ? Amount.Of(gradient) : null);
            if (at.Node == target)
                arrived.Add((trail, at.Gradient));
            next = at.Node == target ? null : Descend(at, trail);
        }
    }

    private Branch? Descend(Branch at, Trail trail)
    {
        Branch? largest = null;
        IReadOnlyList<Tensor?>? downstream = computes ? tape.Downstream(at.Node, at.Gradient!) : null;
        for (int i = 0; i < at.Node.InputCount; i++)
        {
            if (at.Node.InputAt(i) is not { } input || !ways.ContainsKey(input) || (computes && downstream![i] is null))
                continue;
            spent += Math.Max(LeastCost, input.Shape.ElementCount);
            Branch branch = new(trail, at.Node, i, input, downstream?[i]);
            if (largest is { } soFar && branch.Rank <= soFar.Rank)
                Open(branch);
            else
            {
                if (largest is { } smaller)
                    Open(smaller);
                largest = branch;
            }
        }

        return largest;
    }

    private void Open(Branch branch)
    {
        if (spent < MostElements)
            open.Enqueue(branch, -branch.Rank);
        else
            IsPartial = true;
    }

    /// <summary>A way not gone yet: to a node, from a gate's operand, with the gradient that would arrive.</summary>
    private readonly record struct Branch(Trail? Before, Node? Gate, int Operand, Node Node, Tensor? Gradient)
    {
        public double Rank { get; } = Gradient is null ? 0 : Amount.Rank(Gradient);
    }

    /// <summary>The gates behind, as a list that branches share; at its begin is no gate but the upstream. It holds no tensor.</summary>
    private sealed record Trail(Trail? Before, Node? Gate, int Operand, Amount? Amount)
    {
        public GradientPath ToPath(Tensor? gradient)
        {
            List<GradientStep> steps = [];
            Trail at = this;
            for (; at.Before is { } before; at = before)
                steps.Add(new(at.Gate!, at.Operand, at.Amount));
            steps.Reverse();
            return new(at.Amount, steps, gradient);
        }
    }
}

/// <summary>One gate on a path: the operation, which of its operands the path goes to, and the gradient that leaves along it.</summary>
internal readonly record struct GradientStep(Node Gate, int Operand, Amount? Downstream);

/// <summary>One way from a result down to a node, and what it contributes to the node's gradient; no gate where the node is a result.</summary>
internal sealed record GradientPath(Amount? Upstream, IReadOnlyList<GradientStep> Steps, Tensor? Gradient);

/// <summary>What is told of a tensor: its numbers in a line, and the largest magnitude among them, NaN where there is one.</summary>
internal sealed record Amount(string Text, double Largest)
{
    private const int Digits = 6;

    public static Amount Of(Tensor tensor) => new(Figures.Of(tensor, Digits).Line, LargestOf(tensor));

    /// <summary>The largest magnitude for sorting: what is no number comes first.</summary>
    public static double Rank(Tensor tensor) => LargestOf(tensor) is var largest && double.IsNaN(largest) ? double.PositiveInfinity : largest;

    private static double LargestOf(Tensor tensor) => tensor.Count == 0 ? 0 : tensor.Values().Abs().Max().ToDouble();
}
