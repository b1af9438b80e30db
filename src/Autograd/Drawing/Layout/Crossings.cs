namespace Autograd.Drawing;

/// <summary>Counts how often segments cross. Segments that share an end do not.</summary>
internal static class Crossings
{
    public static long Count(LayeredGraph graph)
    {
        long crossings = 0;
        var layers = graph.Order.Layers;
        for (int layer = 0; layer + 1 < layers.Length; layer++)
            crossings += Between(graph, layers[layer], layers[layer + 1].Length);
        return crossings;
    }

    /// <summary>The number of inversions between the ends of segments sorted by their beginnings, by a Fenwick tree.</summary>
    private static long Between(LayeredGraph graph, int[] left, int right)
    {
        long crossings = 0;
        int[] sums = new int[right + 1];
        int ended = 0;
        foreach (int node in left)
        {
            foreach (int end in graph.Next[node])
            {
                int above = 0;
                for (int index = graph.Order.Position[end] + 1; index > 0; index -= index & -index)
                    above += sums[index];
                crossings += ended - above;
            }
            foreach (int end in graph.Next[node])
            {
                for (int index = graph.Order.Position[end] + 1; index <= right; index += index & -index)
                    sums[index]++;
                ended++;
            }
        }
        return crossings;
    }
}
