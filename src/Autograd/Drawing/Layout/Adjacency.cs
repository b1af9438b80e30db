namespace Autograd.Drawing;

/// <summary>For each node its neighbours on one side, in the order they were given.</summary>
internal sealed class Adjacency
{
    private readonly int[] starts;
    private readonly int[] neighbours;

    public Adjacency(int nodes, IReadOnlyList<(int Node, int Neighbour)> pairs)
    {
        starts = new int[nodes + 1];
        foreach (var (node, _) in pairs)
            starts[node + 1]++;
        for (int node = 0; node < nodes; node++)
            starts[node + 1] += starts[node];
        neighbours = new int[pairs.Count];
        int[] next = starts[..nodes];
        foreach (var (node, neighbour) in pairs)
            neighbours[next[node]++] = neighbour;
    }

    public Span<int> this[int node] => neighbours.AsSpan(starts[node]..starts[node + 1]);
}
