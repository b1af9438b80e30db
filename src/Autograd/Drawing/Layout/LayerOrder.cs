namespace Autograd.Drawing;

/// <summary>The order of the nodes in each layer, from the top.</summary>
internal sealed class LayerOrder
{
    public LayerOrder(LayeredGraph graph)
    {
        int[] counts = new int[graph.Layer.Max() + 1];
        foreach (int layer in graph.Layer)
            counts[layer]++;
        Layers = [.. counts.Select(count => new int[count])];
        Position = new int[graph.Nodes];
        FollowOperands(graph);
    }

    public int[][] Layers { get; }

    /// <summary>Each node's place in its layer.</summary>
    public int[] Position { get; }

    /// <summary>Writes the places of a layer's nodes after they were moved.</summary>
    public void Renumber(int[] layer)
    {
        for (int place = 0; place < layer.Length; place++)
            Position[layer[place]] = place;
    }

    /// <summary>Sorts nodes of one layer by their places.</summary>
    public void Sort(Span<int> nodes)
    {
        if (nodes.Length > 16)
            nodes.Sort((one, other) => Position[one].CompareTo(Position[other]));
        else
            Insert(nodes);
    }

    public int[][] Copy() => [.. Layers.Select(layer => (int[])layer.Clone())];

    public void Restore(int[][] copy)
    {
        for (int layer = 0; layer < copy.Length; layer++)
        {
            copy[layer].CopyTo(Layers[layer], 0);
            Renumber(Layers[layer]);
        }
    }

    private void Insert(Span<int> nodes)
    {
        for (int end = 1; end < nodes.Length; end++)
        {
            int node = nodes[end], place = end;
            for (; place > 0 && Position[nodes[place - 1]] > Position[node]; place--)
                nodes[place] = nodes[place - 1];
            nodes[place] = node;
        }
    }

    /// <summary>Walks from the results back through the operands in their order: no tree gets a crossing.</summary>
    private void FollowOperands(LayeredGraph graph)
    {
        bool[] met = new bool[graph.Nodes];
        int[] filled = new int[Layers.Length];
        var open = new Stack<int>();
        for (int result = 0; result < graph.Boxes.Count; result++)
        {
            if (!graph.Next[result].IsEmpty)
                continue;
            open.Push(result);
            while (open.TryPop(out int node))
            {
                if (met[node])
                    continue;
                met[node] = true;
                int layer = graph.Layer[node];
                Position[node] = filled[layer]++;
                Layers[layer][Position[node]] = node;
                var operands = graph.Previous[node];
                for (int operand = operands.Length - 1; operand >= 0; operand--)
                    open.Push(operands[operand]);
            }
        }
    }
}
