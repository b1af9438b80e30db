namespace Autograd.Drawing;

/// <summary>
/// A connected graph in layers, flowing from left to right, where every line is cut into segments between neighbouring
/// layers. Its nodes are the boxes, then the labels (one for each link, in the layer before its consumer), then the bends where
/// a line passes a layer. All lines of a box run through the same bends until they part, so a parameter that is used in each
/// of n steps has n bends, not n².
/// </summary>
internal sealed class LayeredGraph
{
    /// <summary>Lines so long that there would be more bends than this run below the picture instead.</summary>
    private const int MostBendsPerBox = 60, ManyBends = 10_000;

    private readonly int[] firstBends;
    private readonly int reach;

    public LayeredGraph(IReadOnlyList<Size> boxes, IReadOnlyList<Link> links)
    {
        Boxes = boxes;
        Links = links;
        int[] boxLayers = Layering.Of(boxes.Count, links);
        reach = 2 * boxLayers.Max();
        int[] bends = BendsWithin(boxLayers);
        long most = Math.Max(ManyBends, (long)MostBendsPerBox * boxes.Count);
        for (; bends.Sum(count => (long)count) > most; bends = BendsWithin(boxLayers))
            reach /= 2;

        firstBends = new int[boxes.Count + 1];
        firstBends[0] = boxes.Count + links.Count;
        for (int box = 0; box < boxes.Count; box++)
            firstBends[box + 1] = firstBends[box] + bends[box];

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

    /// <summary>The first of the bends that the lines of a box share; the others follow it.</summary>
    public int FirstBendOf(int box) => firstBends[box];

    /// <summary>Whether a link's line runs below the picture; then it has no bends, and no segment leads to its label.</summary>
    public bool RunsBelow(int link) => Layer[Links[link].To] - Layer[Links[link].From] - 2 > reach;

    /// <summary>The node before the label of a link whose line does not run below: a bend, or the box itself.</summary>
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

    /// <summary>How many bends each box needs for those of its lines that are not longer than the reach.</summary>
    private int[] BendsWithin(int[] boxLayers)
    {
        int[] bends = new int[Boxes.Count];
        foreach (var link in Links)
        {
            int passed = 2 * (boxLayers[link.To] - boxLayers[link.From]) - 2;
            if (passed <= reach)
                bends[link.From] = Math.Max(bends[link.From], passed);
        }
        return bends;
    }

    private List<(int From, int To)> Segments()
    {
        var segments = new List<(int From, int To)>(Nodes + Links.Count);
        for (int link = 0; link < Links.Count; link++)
        {
            if (!RunsBelow(link))
                segments.Add((PartingOf(link), LabelOf(link)));
            segments.Add((LabelOf(link), Links[link].To));
        }
        for (int box = 0; box < Boxes.Count; box++)
            for (int bend = firstBends[box]; bend < firstBends[box + 1]; bend++)
                segments.Add((bend == firstBends[box] ? box : bend - 1, bend));
        return segments;
    }
}
