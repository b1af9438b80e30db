namespace Autograd.Drawing;

/// <summary>
/// A connected graph in layers, flowing from left to right, where every line is cut into segments between neighbouring
/// layers. Its nodes are the boxes, then the labels (one for each link, in the layer before its consumer), then the bends where
/// a line passes a layer. All lines of a box run through the same bends until they part, so a parameter that is used in each
/// of n steps has n bends, not n².
/// </summary>
internal sealed class LayeredGraph
{
    private readonly int[] firstBends;

    public LayeredGraph(IReadOnlyList<Size> boxes, IReadOnlyList<Link> links)
    {
        Boxes = boxes;
        Links = links;
        int[] boxLayers = Layering.Of(boxes.Count, links);
        int[] farthest = new int[boxes.Count];
        foreach (var link in links)
            farthest[link.From] = Math.Max(farthest[link.From], boxLayers[link.To]);

        firstBends = new int[boxes.Count + 1];
        firstBends[0] = boxes.Count + links.Count;
        for (int box = 0; box < boxes.Count; box++)
            firstBends[box + 1] = firstBends[box] + Math.Max(0, 2 * (farthest[box] - boxLayers[box]) - 2);

        Layer = new int[firstBends[^1]];
        for (int box = 0; box < boxes.Count; box++)
        {
            Layer[box] = 2 * boxLayers[box];
            for (int bend = firstBends[box]; bend < firstBends[box + 1]; bend++)
                Layer[bend] = Layer[box] + 1 + bend - firstBends[box];
        }
        for (int link = 0; link < links.Count; link++)
            Layer[LabelOf(link)] = Layer[links[link].To] - 1;

        var segments = Segments();
        Next = new Adjacency(Nodes, segments);
        Previous = new Adjacency(Nodes, [.. segments.Select(segment => (segment.To, segment.From))]);
        Order = new LayerOrder(this);
    }

    public IReadOnlyList<Size> Boxes { get; }

    public IReadOnlyList<Link> Links { get; }

    public int Nodes => Layer.Length;

    public int Bends => Nodes - Boxes.Count - Links.Count;

    public int[] Layer { get; }

    /// <summary>The nodes that a node is joined to in the layer before it.</summary>
    public Adjacency Previous { get; }

    /// <summary>The nodes that a node is joined to in the layer after it.</summary>
    public Adjacency Next { get; }

    public LayerOrder Order { get; }

    public bool IsBox(int node) => node < Boxes.Count;

    public bool IsLabel(int node) => node >= Boxes.Count && node < firstBends[0];

    public bool IsBend(int node) => node >= firstBends[0];

    public int LabelOf(int link) => Boxes.Count + link;

    public Link LinkOf(int label) => Links[label - Boxes.Count];

    /// <summary>The bends that the lines of a box share, one after the other: the first, and the one after the last.</summary>
    public (int First, int End) BendsOf(int box) => (firstBends[box], firstBends[box + 1]);

    /// <summary>The node before a link's label: a bend, or the box itself.</summary>
    public int PartingOf(int link)
    {
        int box = Links[link].From;
        int bends = Layer[Links[link].To] - Layer[box] - 2;
        return bends == 0 ? box : firstBends[box] + bends - 1;
    }

    /// <summary>A node's length along the flow.</summary>
    public double Length(int node) =>
        IsBox(node) ? Boxes[node].Width : IsLabel(node) ? LinkOf(node).Label.Width : 0;

    /// <summary>How far a node reaches above the line through it.</summary>
    public double Above(int node) =>
        IsBox(node) ? Boxes[node].Height / 2 : IsLabel(node) ? LinkOf(node).LineInLabel : 0;

    /// <summary>How far a node reaches below the line through it.</summary>
    public double Below(int node) =>
        IsBox(node) ? Boxes[node].Height / 2 : IsLabel(node) ? LinkOf(node).Label.Height - LinkOf(node).LineInLabel : 0;

    private List<(int From, int To)> Segments()
    {
        var segments = new List<(int From, int To)>(Nodes + Links.Count);
        for (int link = 0; link < Links.Count; link++)
        {
            segments.Add((PartingOf(link), LabelOf(link)));
            segments.Add((LabelOf(link), Links[link].To));
        }
        for (int box = 0; box < Boxes.Count; box++)
            for (int bend = firstBends[box]; bend < firstBends[box + 1]; bend++)
                segments.Add((bend == firstBends[box] ? box : bend - 1, bend));
        return segments;
    }
}
