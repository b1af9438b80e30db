namespace Autograd.Drawing;

/// <summary>
/// Draws a graph without cycles in layers that follow the flow, after Sugiyama, Tagawa and Toda (1981): layers by longest paths,
/// an order within them that keeps crossings few, then coordinates that keep lines straight. Boxes, labels and lines never
/// overlap. Equal input gives an equal picture.
/// </summary>
internal static class LayeredLayout
{
    /// <param name="boxes">The sizes of the boxes.</param>
    /// <param name="links">The lines, each from a box to one of a higher number; several may join the same two.</param>
    /// <param name="direction">Where the flow goes.</param>
    public static Placement Place(IReadOnlyList<Size> boxes, IReadOnlyList<Link> links, FlowDirection direction) =>
        direction == FlowDirection.LeftToRight
            ? Place(boxes, links)
            : Turned(Place([.. boxes.Select(Turned)], [.. links.Select(link => link with { Label = Turned(link.Label) })]));

    private static Placement Place(IReadOnlyList<Size> boxes, IReadOnlyList<Link> links)
    {
        var parts = Part.Of(boxes.Count, links);
        Placement[] drawn = [.. parts.Select(part => Draw(boxes, links, part))];
        var (corners, size) = Shelves.Arrange([.. drawn.Select(placement => placement.Size)]);
        var frames = new Frame[boxes.Count];
        var routes = new Route[links.Count];
        for (int part = 0; part < parts.Count; part++)
        {
            double right = Spacing.Margin + corners[part].X, down = Spacing.Margin + corners[part].Y;
            for (int box = 0; box < parts[part].Boxes.Count; box++)
                frames[parts[part].Boxes[box]] = drawn[part].Boxes[box].Moved(right, down);
            for (int link = 0; link < parts[part].Links.Count; link++)
                routes[parts[part].Links[link]] = drawn[part].Routes[link].Moved(right, down);
        }
        return new Placement(new Size(size.Width + 2 * Spacing.Margin, size.Height + 2 * Spacing.Margin), frames, routes);
    }

    private static Placement Draw(IReadOnlyList<Size> boxes, IReadOnlyList<Link> links, Part part)
    {
        var numbers = part.Boxes.Select((box, number) => (box, number)).ToDictionary(pair => pair.box, pair => pair.number);
        var graph = new LayeredGraph(
            [.. part.Boxes.Select(box => boxes[box])],
            [.. part.Links.Select(link => links[link] with { From = numbers[links[link].From], To = numbers[links[link].To] })]);
        CrossingReduction.Run(graph);
        var lines = new StraightLines(graph);
        double[] ports = Ports.Of(graph, lines);
        return Routes.Draw(graph, Coordinates.Of(graph, lines, ports), ports);
    }

    private static Size Turned(Size size) => new(size.Height, size.Width);

    private static Point Turned(Point point) => new(point.Y, point.X);

    private static Frame Turned(Frame frame) => new(frame.Y, frame.X, frame.Height, frame.Width);

    private static Placement Turned(Placement placement) => new(
        Turned(placement.Size),
        [.. placement.Boxes.Select(Turned)],
        [.. placement.Routes.Select(route => new Route([.. route.Points.Select(Turned)], Turned(route.Label)))]);
}
