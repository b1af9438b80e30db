namespace Autograd.Drawing;

/// <summary>Gives the layers their places along the flow, and draws boxes, labels and lines.</summary>
internal sealed class Routes
{
    private readonly LayeredGraph graph;
    private readonly double[] across;
    private readonly double[] ports;
    private readonly double[] starts;
    private readonly double[] lengths;
    private readonly double[] lanes;
    private readonly double top;
    private readonly double bottom;

    private Routes(LayeredGraph graph, double[] across, double[] ports)
    {
        this.graph = graph;
        this.across = across;
        this.ports = ports;
        var layers = graph.Order.Layers;
        lengths = [.. layers.Select(layer => layer.Max(graph.Length))];
        starts = new double[layers.Length];
        for (int layer = 1; layer < layers.Length; layer++)
            starts[layer] = starts[layer - 1] + lengths[layer - 1] + Gap(layer - 1);
        top = Enumerable.Range(0, graph.Nodes).Min(node => across[node] - graph.Above(node));
        bottom = Enumerable.Range(0, graph.Nodes).Max(node => across[node] + graph.Below(node));
        lanes = new double[graph.Boxes.Count];
        var below = Enumerable.Range(0, graph.Links.Count).Where(graph.RunsBelow);
        foreach (int box in below.Select(link => graph.Links[link].From).Distinct())
            lanes[box] = bottom += 2 * Spacing.BesideLine;
    }

    public static Placement Draw(LayeredGraph graph, double[] across, double[] ports)
    {
        var routes = new Routes(graph, across, ports);
        return new Placement(
            new Size(routes.starts[^1] + routes.lengths[^1], routes.bottom - routes.top),
            [.. Enumerable.Range(0, graph.Boxes.Count).Select(routes.FrameOf)],
            routes.All());
    }

    /// <summary>The free space after a layer: more where a line climbs far, half beside labels that are all empty.</summary>
    private double Gap(int layer)
    {
        double climb = 0;
        foreach (int node in graph.Order.Layers[layer])
            foreach (int next in graph.Next[node])
                climb = Math.Max(climb, Math.Abs(EndOf(node, next) - across[node]));
        double part = lengths[layer] == 0 || lengths[layer + 1] == 0 ? 0.5 : 1;
        return part * (Spacing.BetweenLayers + Math.Min(Spacing.MostForClimb, Spacing.PerClimb * climb));
    }

    private double EndOf(int node, int next) => across[next] + (graph.IsBox(next) ? ports[node] : 0);

    /// <summary>Boxes and labels stand in the middle of their layers.</summary>
    private Frame FrameOf(int node)
    {
        int layer = graph.Layer[node];
        double length = graph.Length(node), above = graph.Above(node);
        return new Frame(
            starts[layer] + (lengths[layer] - length) / 2, across[node] - above - top, length, above + graph.Below(node));
    }

    private Route[] All()
    {
        var routes = new Route[graph.Links.Count];
        var byBox = new Adjacency(graph.Boxes.Count, [.. graph.Links.Select((link, index) => (link.From, index))]);
        for (int box = 0; box < graph.Boxes.Count; box++)
        {
            // The way that the box's lines share is drawn once, and each leaves it in the layer before its label.
            var shared = new Polyline();
            shared.Add(FrameOf(box).X + graph.Length(box), across[box] - top);
            int reached = box;
            var links = byBox[box];
            links.Sort((one, other) => graph.Layer[graph.LabelOf(one)].CompareTo(graph.Layer[graph.LabelOf(other)]));
            foreach (int link in links)
            {
                while (!graph.RunsBelow(link) && reached != graph.PartingOf(link))
                {
                    reached = reached == box ? graph.FirstBendOf(box) : reached + 1;
                    Pass(shared, reached);
                }
                var line = graph.RunsBelow(link) ? Below(box) : new Polyline(shared);
                routes[link] = new Route(Branch(line, link), FrameOf(graph.LabelOf(link)));
            }
        }
        return routes;
    }

    /// <summary>The way from a box to its lane below the picture.</summary>
    private Polyline Below(int box)
    {
        int layer = graph.Layer[box];
        var line = new Polyline();
        line.Add(FrameOf(box).X + graph.Length(box), across[box] - top);
        line.Add(starts[layer] + lengths[layer], across[box] - top);
        line.Add(starts[layer + 1], lanes[box] - top);
        return line;
    }

    private Point[] Branch(Polyline line, int link)
    {
        int label = graph.LabelOf(link), box = graph.Links[link].To;
        double end = EndOf(label, box) - top;
        line.Add(starts[graph.Layer[label] - 1] + lengths[graph.Layer[label] - 1], line.Last.Y);
        Pass(line, label);
        line.Add(starts[graph.Layer[box]], end);
        line.Add(FrameOf(box).X, end);
        return line.Points();
    }

    /// <summary>Leads a line through a node's layer, from its border to its border.</summary>
    private void Pass(Polyline line, int node)
    {
        int layer = graph.Layer[node];
        if (graph.IsBend(node))
            line.Add(starts[layer - 1] + lengths[layer - 1], line.Last.Y);
        line.Add(starts[layer], across[node] - top);
        line.Add(starts[layer] + lengths[layer], across[node] - top);
    }
}
