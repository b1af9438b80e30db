namespace Autograd.Drawing;

internal readonly record struct Size(double Width, double Height);

internal readonly record struct Point(double X, double Y);

/// <summary>A rectangle: its top left corner and its size.</summary>
internal readonly record struct Frame(double X, double Y, double Width, double Height)
{
    public Frame Moved(double right, double down) => new(X + right, Y + down, Width, Height);
}

/// <summary>A line from one box to another, and the block of text that it runs through.</summary>
/// <param name="From">The box where the line begins.</param>
/// <param name="To">The box where it ends, of a higher number.</param>
/// <param name="Label">The size of the text; zero for none.</param>
/// <param name="LineInLabel">Where the line runs through the text: left to right, its distance from the top; top to bottom,
/// from the left edge.</param>
internal readonly record struct Link(int From, int To, Size Label, double LineInLabel);

/// <summary>The way of a line from the border of one box to the border of another, and where its text stands. Between two
/// points the line runs along the flow, or it changes sides in the free gap between two layers, where it may be drawn as a
/// curve that leaves and arrives along the flow.</summary>
internal readonly record struct Route(Point[] Points, Frame Label)
{
    public Route Moved(double right, double down) =>
        new([.. Points.Select(point => new Point(point.X + right, point.Y + down))], Label.Moved(right, down));
}

internal enum FlowDirection
{
    LeftToRight,
    TopToBottom,
}

/// <summary>A finished layout: the size of the whole, margins included; boxes and routes in the order they were given.</summary>
internal sealed record Placement(Size Size, Frame[] Boxes, Route[] Routes);
