namespace Autograd.Drawing;

/// <summary>The outlines by which kinds of boxes are told apart, also without colours.</summary>
internal static class BoxForm
{
    public static string Outline(BoxKind kind, Frame frame) => kind switch
    {
        BoxKind.Parameter => Rounded(frame, frame.Height / 2) + Rounded(Inset(frame, 3), frame.Height / 2 - 3),
        BoxKind.Input => Rounded(frame, frame.Height / 2),
        BoxKind.Constant => CutCorner(frame),
        BoxKind.Group => Rounded(frame with { X = frame.X + 4, Y = frame.Y - 4 }, 4) + Rounded(frame, 4),
        BoxKind.Result => Flag(frame),
        _ => Rounded(frame, 9),
    };

    private static Frame Inset(Frame frame, double by) => new(frame.X + by, frame.Y + by, frame.Width - 2 * by, frame.Height - 2 * by);

    private static string Rounded(Frame frame, double radius) =>
        $"<rect class=\"form\" x=\"{N(frame.X)}\" y=\"{N(frame.Y)}\" width=\"{N(frame.Width)}\" height=\"{N(frame.Height)}\" rx=\"{N(radius)}\"/>";

    private static string CutCorner(Frame frame) =>
        $"<path class=\"form\" d=\"M{N(frame.X)} {N(frame.Y)}h{N(frame.Width - 10)}l10 10v{N(frame.Height - 10)}h-{N(frame.Width)}z\"/>";

    private static string Flag(Frame frame) =>
        $"<path class=\"form\" d=\"M{N(frame.X)} {N(frame.Y)}h{N(frame.Width - 8)}l8 {N(frame.Height / 2)}l-8 {N(frame.Height / 2)}h-{N(frame.Width - 8)}z\"/>";

    private static string N(double value) => SvgWriter.N(value);
}
