namespace Autograd.Drawing;

/// <summary>
/// Orders the layers so that few lines cross: sweeps that sort each layer by where its lines come from or go to, swaps of
/// neighbours after each sweep, and a shuffle when that leads no further; the best order found is kept. The order that follows
/// the operands comes first, and only an order with fewer crossings replaces it.
/// </summary>
internal static class CrossingReduction
{
    /// <summary>Bounds the work: segments looked at, about, and the number of sweeps that small graphs get.</summary>
    private const int Effort = 2_000_000, FewestSweeps = 2, MostSweeps = 240;

    /// <summary>So many sweeps in vain are followed by a shuffle.</summary>
    private const int Patience = 10;

    public static void Run(LayeredGraph graph)
    {
        long fewest = Crossings.Count(graph);
        if (fewest == 0)
            return;
        int[][] best = graph.Order.Copy();
        int sweeps = Math.Clamp(Effort / graph.Nodes, FewestSweeps, MostSweeps);
        var random = new Random(1);
        var swaps = new NeighbourSwaps(graph);
        for (int sweep = 0, vain = 0; sweep < sweeps && fewest > 0; sweep++)
        {
            if (vain == Patience)
            {
                foreach (int[] layer in graph.Order.Layers)
                {
                    random.Shuffle(layer);
                    graph.Order.Renumber(layer);
                }
                vain = 0;
            }
            Sweep(graph, forward: sweep % 2 == 0, byMedian: sweep % 4 < 2);
            swaps.Run();
            long crossings = Crossings.Count(graph);
            vain++;
            if (crossings < fewest)
            {
                fewest = crossings;
                best = graph.Order.Copy();
                vain = 0;
            }
        }
        graph.Order.Restore(best);
        if (OperandOrder.IsMostlyReversed(graph))
            OperandOrder.Reverse(graph);
        swaps.Run();
    }

    private static void Sweep(LayeredGraph graph, bool forward, bool byMedian)
    {
        var layers = graph.Order.Layers;
        double[] wanted = new double[graph.Nodes];
        for (int step = 1; step < layers.Length; step++)
        {
            int[] layer = layers[forward ? step : layers.Length - 1 - step];
            int[] moving = [.. layer.Where(node => !(forward ? graph.Previous : graph.Next)[node].IsEmpty)];
            foreach (int node in moving)
            {
                var neighbours = (forward ? graph.Previous : graph.Next)[node];
                wanted[node] = byMedian ? Median(graph.Order, neighbours) : Mean(graph.Order.Position, neighbours);
            }
            // A node that nothing pulls keeps its place, the others share the places left, in stable order.
            var sorted = moving.OrderBy(node => wanted[node]).GetEnumerator();
            for (int place = 0; place < layer.Length; place++)
                if (!(forward ? graph.Previous : graph.Next)[layer[place]].IsEmpty && sorted.MoveNext())
                    layer[place] = sorted.Current;
            graph.Order.Renumber(layer);
        }
    }

    private static double Mean(int[] position, ReadOnlySpan<int> neighbours)
    {
        double sum = 0;
        foreach (int neighbour in neighbours)
            sum += position[neighbour];
        return sum / neighbours.Length;
    }

    private static double Median(LayerOrder order, Span<int> neighbours)
    {
        order.Sort(neighbours);
        int middle = neighbours.Length / 2;
        return neighbours.Length % 2 == 1
            ? order.Position[neighbours[middle]]
            : (order.Position[neighbours[middle - 1]] + order.Position[neighbours[middle]]) / 2.0;
    }
}
