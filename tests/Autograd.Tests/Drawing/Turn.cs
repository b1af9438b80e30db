using Autograd.Drawing;

namespace Autograd.Tests;

/// <summary>Exchanges across and down.</summary>
internal static class Turn
{
    public static Placement Around(Placement placement) => new(
        Around(placement.Size),
        [.. placement.Boxes.Select(Around)],
        [.. placement.Routes.Select(route =>
            new Route([.. route.Points.Select(point => new Point(point.Y, point.X))], Around(route.Label)))]);

    public static Sketch Around(Sketch sketch)
    {
        var turned = new Sketch();
        turned.Boxes.AddRange(sketch.Boxes.Select(Around));
        turned.Links.AddRange(sketch.Links.Select(link => link with { Label = Around(link.Label) }));
        return turned;
    }

    private static Size Around(Size size) => new(size.Height, size.Width);

    private static Frame Around(Frame frame) => new(frame.Y, frame.X, frame.Height, frame.Width);
}
