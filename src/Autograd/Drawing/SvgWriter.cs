using System.Globalization;
using System.Text;

namespace Autograd.Drawing;

/// <summary>
/// Draws a picture as SVG that needs no other program: boxes told apart by form as well as colour, values above the lines and
/// gradients below. Colours follow the reader's choice of light or dark.
/// </summary>
internal sealed class SvgWriter
{
    private const double Margin = 16, LegendSize = 12, RemarkSize = 12, TitleSize = 18;

    private readonly Picture picture;
    private readonly PictureDirection direction;
    private readonly BoxFace[] boxes;
    private readonly WireFace[] wires;
    private readonly Placement placement;
    private readonly StringBuilder svg = new();

    private SvgWriter(Picture picture, PictureDirection direction)
    {
        this.picture = picture;
        this.direction = direction;
        boxes = [.. picture.Boxes.Select(BoxFace.Of)];
        wires = [.. picture.Wires.Select(wire => WireFace.Of(wire, direction))];
        placement = LayeredLayout.Place(
            [.. boxes.Select(static face => face.Size)],
            [.. picture.Wires.Select(wire => new Link(wire.From.Number, wire.To.Number, wires[wire.Number].Size, wires[wire.Number].LineInLabel))],
            direction == PictureDirection.LeftToRight ? FlowDirection.LeftToRight : FlowDirection.TopToBottom);
    }

    /// <summary>A picture by itself, with its style, its title, a legend and remarks.</summary>
    public static string Write(Picture picture) => new SvgWriter(picture, picture.Options.Direction).Document();

    /// <summary>A picture for a page that has the style already, and says the rest itself.</summary>
    public static string WriteBare(Picture picture, PictureDirection direction)
    {
        SvgWriter writer = new(picture, direction);
        writer.Begin(writer.placement.Size.Width, writer.placement.Size.Height, $"flow-{direction}");
        writer.Drawing(top: 0, left: 0);
        writer.svg.Append("</svg>");
        return writer.svg.ToString();
    }

    private string Document()
    {
        string title = Text.Shorten(picture.Options.Title ?? "", longest: 120);
        double top = Margin + (title.Length == 0 ? 0 : TitleSize * 1.6);
        IReadOnlyList<(string Form, string Word)> legend = Legend.Of(picture);
        double width = Math.Max(placement.Size.Width, Math.Max(Legend.LeastWidth(legend), new Caption(title, "title", TitleSize).Width)) + 2 * Margin;
        List<string> remarks = [.. picture.Remarks.SelectMany(remark => Wrapped(remark + ".", width - 2 * Margin))];
        double legendTop = top + placement.Size.Height + Margin, legendHeight = Legend.Height(legend, width - 2 * Margin);
        double remarkTop = legendTop + legendHeight + (remarks.Count == 0 ? 0 : RemarkSize);
        double height = remarkTop + remarks.Count * RemarkSize * 1.4 + Margin;

        Begin(width, height, "alone");
        svg.Append($"<title>{Text.Escape(title.Length == 0 ? "A computational graph" : title)}</title>\n<style>\n{Resource.Read("picture.css")}</style>\n");
        svg.Append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        if (title.Length > 0)
            Write(new Caption(title, "title", TitleSize), Margin, Margin + TitleSize, "start");
        Drawing(top, (width - placement.Size.Width) / 2);
        Legend.Write(svg, legend, Margin, legendTop, width - 2 * Margin);
        foreach (string remark in remarks)
        {
            Write(new Caption(remark, "remark", RemarkSize), Margin, remarkTop + RemarkSize, "start");
            remarkTop += RemarkSize * 1.4;
        }

        return svg.Append("</svg>\n").ToString();
    }

    private void Begin(double width, double height, string kind) => svg.Append(
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"autograd {kind}\" role=\"img\" viewBox=\"0 0 {N(width)} {N(height)}\" width=\"{N(width)}\" height=\"{N(height)}\">\n");

    private void Drawing(double top, double left)
    {
        svg.Append($"<g transform=\"translate({N(left)} {N(top)})\">\n");
        foreach (Wire wire in picture.Wires)
            Line(wire);
        foreach (Wire wire in picture.Wires)
            Label(wire);
        foreach (Box box in picture.Boxes)
            Draw(box);
        svg.Append("</g>\n");
    }

    private void Line(Wire wire)
    {
        Point[] points = placement.Routes[wire.Number].Points;
        StringBuilder path = new($"M{N(points[0].X)} {N(points[0].Y)}");
        for (int i = 1; i < points.Length; i++)
            path.Append(Curve(points[i - 1], points[i]));
        svg.Append($"<g class=\"wire{Flags(wire)}\" data-wire=\"{wire.Number}\"><path d=\"{path}\"/>{Head(points[^1])}</g>\n");
    }

    // Each piece leaves and arrives along the flow, so pieces join without a bend.
    private string Curve(Point from, Point to)
    {
        if (direction == PictureDirection.LeftToRight ? from.Y == to.Y : from.X == to.X)
            return $"L{N(to.X)} {N(to.Y)}";
        (double x, double y) = ((from.X + to.X) / 2, (from.Y + to.Y) / 2);
        return direction == PictureDirection.LeftToRight
            ? $"C{N(x)} {N(from.Y)} {N(x)} {N(to.Y)} {N(to.X)} {N(to.Y)}"
            : $"C{N(from.X)} {N(y)} {N(to.X)} {N(y)} {N(to.X)} {N(to.Y)}";
    }

    private string Head(Point tip) => direction == PictureDirection.LeftToRight
        ? $"<path class=\"head\" d=\"M{N(tip.X)} {N(tip.Y)}l-8 -4v8z\"/>"
        : $"<path class=\"head\" d=\"M{N(tip.X)} {N(tip.Y)}l-4 -8h8z\"/>";

    private void Label(Wire wire)
    {
        WireFace face = wires[wire.Number];
        if (face.Size.Width == 0)
            return;
        Frame frame = placement.Routes[wire.Number].Label;
        (double value, double gradient, double local) = face.Tops(direction);
        double middle = frame.X + frame.Width / 2;
        svg.Append($"<g class=\"label{Flags(wire)}\" data-wire=\"{wire.Number}\" tabindex=\"0\"><title>{Text.Escape(Told(wire))}</title>");
        if (face.IsSaved)
            Saved(middle - face.Value.Captions[0].Width / 2 - WireFace.SavedMark, frame.Y + value + 3);
        Numbers(face.Value, "value", middle, frame.Y + value);
        Numbers(face.Gradient, "gradient", middle, frame.Y + gradient);
        Numbers(face.Local, "local", middle, frame.Y + local);
        svg.Append("</g>\n");
    }

    // A sheet of paper with a folded corner, before the first line.
    private void Saved(double x, double y) => svg.Append($"<path class=\"saved\" d=\"M{N(x)} {N(y)}h5l3 3v7h-8z\"/>");

    private void Numbers(Block block, string kind, double middle, double top)
    {
        if (block.Height == 0)
            return;
        svg.Append($"<g class=\"{kind}\">");
        foreach (Caption caption in block.Captions)
        {
            Write(caption, middle, top + caption.Size, "middle");
            top += caption.Height;
        }

        if (block.Heat is { } heat)
            HeatPainter.Paint(svg, heat, middle - heat.Columns * Block.HeatCell / 2, top + Block.HeatGap / 2);
        svg.Append("</g>");
    }

    private void Draw(Box box)
    {
        Frame frame = placement.Boxes[box.Number];
        BoxFace face = boxes[box.Number];
        svg.Append($"<g class=\"box {Word(box.Kind)}\" data-box=\"{box.Number}\" tabindex=\"0\"><title>{Text.Escape(Told(box))}</title>");
        svg.Append(BoxForm.Outline(box.Kind, frame));
        double top = frame.Y + (frame.Height - face.Captions.Sum(static caption => caption.Height)) / 2;
        foreach (Caption caption in face.Captions)
        {
            Write(caption, frame.X + frame.Width / 2, top + caption.Size, "middle");
            top += caption.Height;
        }

        svg.Append("</g>\n");
    }

    private void Write(Caption caption, double x, double y, string anchor) => svg.Append(
        $"<text class=\"{caption.Style}\" x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(caption.Size)}\" text-anchor=\"{anchor}\">{Text.Escape(caption.Text)}</text>");

    private static string Flags(Wire wire) =>
        (wire.CarriesGradient ? "" : " silent") + (wire.Value is { IsFinite: false } || wire.Gradient is { IsFinite: false } ? " broken" : "");

    public static string Word(BoxKind kind) => kind.ToString().ToLowerInvariant();

    private static string Told(Box box) => string.Join("; ", new[]
    {
        $"{box.Node?.Operation ?? box.Kind.ToString()}{(box.Name is null ? "" : $" '{Text.Shorten(box.Name, 60)}'")} {box.DType} {box.Shape}",
        box.Node?.Block is { } block ? $"in {Text.Shorten(block, 60)}" : "",
        box.Value is null ? "" : $"value {box.Value.Line}",
        box.Gradient is null ? "" : $"gradient {box.Gradient.Line}",
        box.Rule?.Gate ?? "",
    }.Where(static part => part.Length > 0));

    private static string Told(Wire wire) => string.Join("; ", new[]
    {
        wire.Value is null ? "" : $"value {wire.Value.Line}{(wire.IsSaved ? ", saved for the walk back" : "")}",
        wire.Gradient is null ? "" : $"gradient {wire.Gradient.Line}",
        wire.Local is null ? "" : $"local gradient {(wire.Slope.Length > 0 ? wire.Slope + " = " : "")}{wire.Local.Line}",
    }.Where(static part => part.Length > 0));

    private static IEnumerable<string> Wrapped(string text, double width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && new Caption($"{line} {word}", "remark", RemarkSize).Width > width)
            {
                yield return line;
                line = word;
            }
            else
                line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }

    public static string N(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);
}
