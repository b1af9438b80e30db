namespace Autograd.Drawing;

/// <summary>
/// Which nodes should stand in one straight line. A box continues its main operand, the deepest one if only one is deepest, and
/// a value goes straight to its main consumer, the one with the longest way to a result. So a chain is straight, a skip
/// connection leaves it and comes back, and a sum of two alike stands between them. Lines that pass layers run straight, too.
/// </summary>
internal sealed class StraightLines
{
    private const int None = -1;

    private readonly LayeredGraph graph;
    private readonly int[] mainOperands;

    public StraightLines(LayeredGraph graph)
    {
        this.graph = graph;
        Previous = new int[graph.Nodes];
        Next = new int[graph.Nodes];
        Rank = new int[graph.Nodes];
        Array.Fill(Previous, None);
        Array.Fill(Next, None);
        Length = new int[graph.Nodes];

        mainOperands = Main(LongestPaths.FromInputs(graph.Boxes.Count, graph.Links), link => link.To, link => link.From);
        int[] mainConsumers = Main(LongestPaths.ToResults(graph.Boxes.Count, graph.Links), link => link.From, link => link.To);
        for (int box = 0; box < graph.Boxes.Count; box++)
        {
            if (mainOperands[box] != None)
                Join(graph.LabelOf(mainOperands[box]), box);
            int consumer = mainConsumers[box];
            if (consumer != None && mainOperands[graph.Links[consumer].To] == consumer && !graph.RunsBelow(consumer))
                Join(graph.PartingOf(consumer), graph.LabelOf(consumer));
        }
        for (int node = 0; node < graph.Nodes; node++)
            if (!graph.IsLabel(node))
                Continue(node);
        RankLines();
    }

    /// <summary>The node before a node in its line, or −1.</summary>
    public int[] Previous { get; }

    /// <summary>The node after a node in its line, or −1.</summary>
    public int[] Next { get; }

    /// <summary>Lines of a lower rank are laid first, and lines of a higher rank give way: chains of boxes, then lines that pass
    /// layers, then single nodes.</summary>
    public int[] Rank { get; }

    /// <summary>How many nodes there are in a node's line.</summary>
    public int[] Length { get; }

    public const int Ranks = 3;

    /// <summary>The label of a box's main operand, or −1.</summary>
    public int MainLabel(int box) => mainOperands[box] == None ? None : graph.LabelOf(mainOperands[box]);

    /// <summary>For each box the one link at this end of it whose other end is the farthest, or none where several are.</summary>
    private int[] Main(int[] distances, Func<Link, int> near, Func<Link, int> far)
    {
        int[] main = new int[graph.Boxes.Count];
        int[] farthest = new int[graph.Boxes.Count];
        Array.Fill(main, None);
        Array.Fill(farthest, None);
        for (int index = 0; index < graph.Links.Count; index++)
        {
            int box = near(graph.Links[index]), distance = distances[far(graph.Links[index])];
            if (distance < farthest[box])
                continue;
            main[box] = distance == farthest[box] ? None : index;
            farthest[box] = distance;
        }
        return main;
    }

    private void Join(int node, int next) => (Next[node], Previous[next]) = (next, node);

    /// <summary>Prolongs a line without a main consumer: to an only label, or along the bends that lines share.</summary>
    private void Continue(int node)
    {
        if (Next[node] != None)
            return;
        var ahead = graph.Next[node];
        if (ahead.Length == 1)
            Join(node, ahead[0]);
        else
            foreach (int next in ahead)
                if (graph.IsBend(next))
                    Join(node, next);
    }

    private void RankLines()
    {
        for (int first = 0; first < graph.Nodes; first++)
        {
            if (Previous[first] != None)
                continue;
            int rank = Ranks - 1, length = 0;
            for (int node = first; node != None; node = Next[node], length++)
                if (graph.IsBend(node))
                    rank = Math.Min(rank, 1);
                else if (graph.IsLabel(node) && Next[node] != None)
                    rank = 0;
            for (int node = first; node != None; node = Next[node])
                (Rank[node], Length[node]) = (rank, length);
        }
    }
}
