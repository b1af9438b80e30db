namespace Autograd.Drawing;

/// <summary>
/// Finds how far down each node stands. A line's wish is to be straight and as near as may be to all that it is joined to. Sweeps
/// over the layers place the end of a line that they meet first where the line as a whole wants to be, and the rest of it
/// beside that; within a layer, each rank is laid by exact least squares between what is laid already. Wishes fade towards the
/// end, and the last sweeps only straighten.
/// </summary>
internal sealed class Coordinates
{
    /// <summary>Bounds the work: nodes placed, about, and the number of sweeps that small graphs get.</summary>
    private const int Effort = 1_500_000, FewestSweeps = 6, MostSweeps = 80;

    /// <summary>Wishes fade after this part of the rounds, and are gone after twice that.</summary>
    private const double Straightening = 0.3;

    /// <summary>What a node that continues a line weighs, against one that begins a line.</summary>
    private const double Straightness = 100;

    /// <summary>What operands alike weigh, for the box between them, against all else.</summary>
    private const double Symmetry = 8;

    private readonly LayeredGraph graph;
    private readonly StraightLines lines;
    private readonly double[] ports;
    private readonly double[] across;
    private readonly double[] wanted;
    private readonly double[] stacked;
    private readonly Isotonic isotonic = new();

    private Coordinates(LayeredGraph graph, StraightLines lines, double[] ports)
    {
        this.graph = graph;
        this.lines = lines;
        this.ports = ports;
        across = new double[graph.Nodes];
        wanted = new double[graph.Nodes];
        stacked = new double[graph.Nodes];
        foreach (int[] layer in graph.Order.Layers)
            Stack(layer);
    }

    public static double[] Of(LayeredGraph graph, StraightLines lines, double[] ports)
    {
        var coordinates = new Coordinates(graph, lines, ports);
        int rounds = Math.Clamp(Effort / graph.Nodes, FewestSweeps, MostSweeps) / 2;
        for (int round = 1; round <= rounds; round++)
        {
            double strength = Math.Clamp(2 - round / (rounds * Straightening), 0, 1);
            coordinates.Sweep(forward: false, strength);
            coordinates.Sweep(forward: true, strength);
        }
        for (int round = 0; round < 2 * rounds; round++)
            coordinates.MoveLines(heedAll: round < rounds);
        return coordinates.across;
    }

    /// <summary>Puts a layer's nodes as near to each other as they may stand, around zero.</summary>
    private void Stack(int[] layer)
    {
        for (int place = 1; place < layer.Length; place++)
        {
            int upper = layer[place - 1], lower = layer[place];
            stacked[lower] = stacked[upper] + graph.Below(upper) + Beside(upper) + Beside(lower) + graph.Above(lower);
        }
        foreach (int node in layer)
            across[node] = stacked[node] - stacked[layer[^1]] / 2;
    }

    private double Beside(int node) =>
        graph.IsBox(node) ? Spacing.BesideBox : graph.IsLabel(node) ? Spacing.BesideLabel : Spacing.BesideLine;

    private void Sweep(bool forward, double strength)
    {
        var layers = graph.Order.Layers;
        int[] behind = forward ? lines.Previous : lines.Next;
        for (int step = 0; step < layers.Length; step++)
        {
            int[] layer = layers[forward ? step : layers.Length - 1 - step];
            foreach (int node in layer)
                wanted[node] = behind[node] >= 0
                    ? across[behind[node]]
                    : across[node] + (strength == 0 ? 0 : strength * Pull(node, forward));
            for (int rank = 0; rank < StraightLines.Ranks; rank++)
                Place(layer, rank, behind, strength);
        }
    }

    /// <summary>Moves each line as a whole towards its wish, as far as there is room: that closes gaps, and bends nothing.
    /// </summary>
    private void MoveLines(bool heedAll)
    {
        for (int first = 0; first < graph.Nodes; first++)
        {
            if (lines.Previous[first] >= 0)
                continue;
            double low = double.NegativeInfinity, high = double.PositiveInfinity;
            for (int node = first; node >= 0; node = lines.Next[node])
            {
                int[] layer = graph.Order.Layers[graph.Layer[node]];
                int place = graph.Order.Position[node];
                double least = across[node] - stacked[node];
                if (place > 0)
                    low = Math.Max(low, across[layer[place - 1]] - stacked[layer[place - 1]] - least);
                if (place + 1 < layer.Length)
                    high = Math.Min(high, across[layer[place + 1]] - stacked[layer[place + 1]] - least);
            }
            double move = Math.Max(Math.Min(low, 0), Math.Min(Math.Max(high, 0), Pull(first, forward: true, heedAll)));
            for (int node = first; node >= 0; node = lines.Next[node])
                across[node] += move;
        }
    }

    /// <summary>How far the line that begins with a node would have to move to stand in the middle of all it is joined to.
    /// What is to give way to it does not count, unless all is to be heeded, or it would flee before the line forever.</summary>
    private double Pull(int first, bool forward, bool heedAll = false)
    {
        double sum = 0, weights = 0;
        for (int node = first; node >= 0; node = (forward ? lines.Next : lines.Previous)[node])
        {
            foreach (int neighbour in graph.Previous[node])
                if (neighbour != lines.Previous[node])
                    Attach(node, neighbour, graph.Previous[neighbour], graph.IsBox(node) ? ports[neighbour] : 0);
            foreach (int neighbour in graph.Next[node])
                if (neighbour != lines.Next[node])
                    Attach(node, neighbour, graph.Next[neighbour], graph.IsLabel(node) ? -ports[node] : 0);
        }
        return weights == 0 ? 0 : sum / weights;

        void Attach(int node, int neighbour, ReadOnlySpan<int> beyond, double port)
        {
            bool tied = graph.IsBox(node) && graph.Layer[neighbour] < graph.Layer[node] && lines.MainLabel(node) < 0;
            if (!heedAll && !tied && lines.Rank[neighbour] > lines.Rank[node])
            {
                // Looks through a label to what it leads to.
                if (!graph.IsLabel(neighbour) || beyond.IsEmpty || lines.Rank[beyond[0]] > lines.Rank[node])
                    return;
                if (graph.Layer[beyond[0]] > graph.Layer[node])
                    port -= ports[neighbour];
                neighbour = beyond[0];
            }
            double weight = tied ? Symmetry : 1;
            sum += weight * (across[neighbour] - across[node] - port);
            weights += weight;
        }
    }

    /// <summary>Lays the nodes of one rank between those of lower ranks. Less the least distances, the order of the layer says
    /// that positions do not fall, which is isotonic regression.</summary>
    private void Place(int[] layer, int rank, int[] behind, double strength)
    {
        double low = double.NegativeInfinity;
        var open = new List<int>();
        foreach (int node in layer)
        {
            if (lines.Rank[node] < rank)
            {
                Solve(open, low, across[node] - stacked[node]);
                low = across[node] - stacked[node];
            }
            else if (lines.Rank[node] == rank)
            {
                open.Add(node);
                isotonic.Add(wanted[node] - stacked[node], Weight(node, behind[node], strength));
            }
        }
        Solve(open, low, double.PositiveInfinity);
    }

    /// <summary>While wishes count, what only begins gives way to what goes on; then short lines give way to long ones.</summary>
    private double Weight(int node, int behind, double strength) =>
        behind >= 0 && strength > 0 ? Straightness : lines.Length[node];

    private void Solve(List<int> open, double low, double high)
    {
        double[] solution = new double[open.Count];
        isotonic.Solve(solution, low, high);
        for (int index = 0; index < open.Count; index++)
            across[open[index]] = solution[index] + stacked[open[index]];
        open.Clear();
    }
}
