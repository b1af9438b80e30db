namespace Autograd.Drawing;

/// <summary>Points in a row, without those that a straight run along the flow makes needless.</summary>
internal sealed class Polyline
{
    /// <summary>Differences that no eye sees.</summary>
    private const double Invisible = 0.01;

    private readonly List<Point> points;

    public Polyline() => points = [];

    public Polyline(Polyline begun) => points = [.. begun.points];

    public Point Last => points[^1];

    public void Add(double x, double y)
    {
        if (points.Count > 0 && Math.Abs(Last.Y - y) < Invisible)
        {
            y = Last.Y;
            if (x <= Last.X)
                return;
            if (points.Count > 1 && points[^2].Y == y)
                points.RemoveAt(points.Count - 1);
        }
        points.Add(new Point(x, y));
    }

    public Point[] Points() => [.. points];
}
