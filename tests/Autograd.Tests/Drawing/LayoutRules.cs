using Autograd.Drawing;

namespace Autograd.Tests;

/// <summary>What holds of every layout.</summary>
internal static class LayoutRules
{
    private const double Tolerance = 1e-6;

    public static void Check(Sketch sketch, FlowDirection direction)
    {
        var placement = sketch.Place(direction);
        placement.Boxes.Should().HaveCount(sketch.Boxes.Count);
        placement.Routes.Should().HaveCount(sketch.Links.Count);
        placement.Boxes.Select(frame => new Size(frame.Width, frame.Height)).Should().Equal(sketch.Boxes);
        placement.Routes.Select(route => new Size(route.Label.Width, route.Label.Height))
            .Should().Equal(sketch.Links.Select(link => link.Label));

        if (direction == FlowDirection.TopToBottom)
            placement = Turn.Around(placement);
        Frame[] frames = [.. placement.Boxes, .. placement.Routes.Select(route => route.Label)];
        for (int frame = 0; frame < frames.Length; frame++)
        {
            Contains(placement.Size, frames[frame]).Should().BeTrue($"{frames[frame]} lies within {placement.Size}");
            for (int other = 0; other < frame; other++)
                if (Overlap(frames[frame], frames[other]))
                    Assert.Fail($"{frames[frame]} and {frames[other]} overlap.");
        }
        for (int link = 0; link < sketch.Links.Count; link++)
            CheckRoute(placement, sketch.Links[link], placement.Routes[link]);
    }

    private static void CheckRoute(Placement placement, Link link, Route route)
    {
        Frame from = placement.Boxes[link.From], to = placement.Boxes[link.To];
        (from.X + from.Width).Should().BeLessThan(to.X, "layers rise along links");
        route.Points[0].X.Should().BeApproximately(from.X + from.Width, Tolerance);
        route.Points[0].Y.Should().BeInRange(from.Y, from.Y + from.Height);
        route.Points[^1].X.Should().BeApproximately(to.X, Tolerance);
        route.Points[^1].Y.Should().BeInRange(to.Y, to.Y + to.Height);

        double line = route.Label.Y + link.LineInLabel;
        bool through = false;
        for (int point = 1; point < route.Points.Length; point++)
        {
            Point start = route.Points[point - 1], end = route.Points[point];
            end.X.Should().BeGreaterThanOrEqualTo(start.X - Tolerance, "lines never turn back");
            through |= Math.Abs(start.Y - line) < 0.02 && Math.Abs(end.Y - line) < 0.02
                && start.X <= route.Label.X + Tolerance && end.X >= route.Label.X + route.Label.Width - Tolerance;
            through |= route.Label.Width == 0 && Math.Abs(end.X - route.Label.X) < Tolerance && Math.Abs(end.Y - line) < 0.02;
            foreach (var box in placement.Boxes)
                if (Crosses(start, end, box))
                    Assert.Fail($"{start} to {end} runs through box {box}.");
            foreach (var other in placement.Routes)
                if (other.Label != route.Label && Crosses(start, end, other.Label))
                    Assert.Fail($"{start} to {end} runs through label {other.Label}.");
        }
        through.Should().BeTrue($"{string.Join(" ", route.Points)} runs through its label {route.Label}");
    }

    private static bool Contains(Size size, Frame frame) =>
        frame.X >= 0 && frame.Y >= 0 && frame.X + frame.Width <= size.Width && frame.Y + frame.Height <= size.Height;

    private static bool Overlap(Frame one, Frame other) =>
        one.X < other.X + other.Width - Tolerance && other.X < one.X + one.Width - Tolerance
        && one.Y < other.Y + other.Height - Tolerance && other.Y < one.Y + one.Height - Tolerance;

    /// <summary>Whether a segment enters the inside of a frame: clips it at the four sides.</summary>
    private static bool Crosses(Point start, Point end, Frame frame)
    {
        double first = 0, last = 1;
        return Clip(start.X, end.X, frame.X, frame.X + frame.Width) && Clip(start.Y, end.Y, frame.Y, frame.Y + frame.Height);

        bool Clip(double begin, double finish, double low, double high)
        {
            (low, high) = (low + Tolerance, high - Tolerance);
            double along = finish - begin;
            if (along == 0)
                return low < begin && begin < high;
            double enter = (low - begin) / along, leave = (high - begin) / along;
            first = Math.Max(first, Math.Min(enter, leave));
            last = Math.Min(last, Math.Max(enter, leave));
            return first < last;
        }
    }
}
