namespace Autograd.Drawing;

/// <summary>Swaps neighbours in a layer while that takes crossings away, or puts operands in order at no cost.</summary>
internal sealed class NeighbourSwaps(LayeredGraph graph)
{
    private const int MostPasses = 6;

    private readonly int[] position = graph.Order.Position;

    public void Run()
    {
        for (int pass = 0, swaps = 1; pass < MostPasses && swaps > 0; pass++)
        {
            swaps = 0;
            foreach (int[] layer in graph.Order.Layers)
                swaps += Pass(layer);
        }
    }

    private int Pass(int[] layer)
    {
        if (layer.Length < 2)
            return 0;
        foreach (int node in layer)
        {
            graph.Order.Sort(graph.Previous[node]);
            graph.Order.Sort(graph.Next[node]);
        }
        int swaps = 0;
        for (int place = 0; place + 1 < layer.Length; place++)
        {
            int upper = layer[place], lower = layer[place + 1];
            long gain = Gain(graph.Previous[upper], graph.Previous[lower]) + Gain(graph.Next[upper], graph.Next[lower]);
            if (gain < 0 || (gain == 0 && !OperandOrder.IsReversed(graph, upper, lower)))
                continue;
            (layer[place], layer[place + 1]) = (lower, upper);
            (position[lower], position[upper]) = (place, place + 1);
            swaps++;
        }
        return swaps;
    }

    /// <summary>How many crossings fewer two neighbours have when they are swapped: pairs of ends in the wrong order, less
    /// pairs in the right one. Both lists are sorted.</summary>
    private long Gain(ReadOnlySpan<int> upper, ReadOnlySpan<int> lower)
    {
        long gain = 0;
        int before = 0, notAfter = 0;
        foreach (int end in upper)
        {
            while (before < lower.Length && position[lower[before]] < position[end])
                before++;
            while (notAfter < lower.Length && position[lower[notAfter]] <= position[end])
                notAfter++;
            gain += before - (lower.Length - notAfter);
        }
        return gain;
    }
}
