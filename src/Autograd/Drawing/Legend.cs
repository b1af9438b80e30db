using System.Text;

namespace Autograd.Drawing;

/// <summary>What the forms and colours of a picture mean; only of those that it has.</summary>
internal static class Legend
{
    private const double Size = 12, Row = 22, Mark = 24, Gap = 18, LeastRow = 300;

    private static readonly (BoxKind Kind, string Word)[] Kinds =
    [
        (BoxKind.Parameter, "parameter"), (BoxKind.Input, "input"), (BoxKind.Constant, "constant"),
        (BoxKind.Operation, "operation"), (BoxKind.Group, "several operations"), (BoxKind.Result, "result"),
    ];

    public static IReadOnlyList<(string Form, string Word)> Of(Picture picture)
    {
        List<(string, string)> entries = [];
        foreach ((BoxKind kind, string word) in Kinds)
            if (picture.Boxes.Any(box => box.Kind == kind))
                entries.Add((SvgWriter.Word(kind), word));
        if (picture.Wires.Any(static wire => wire.Value is not null))
            entries.Add(("value", "value"));
        if (picture.Wires.Any(static wire => wire.Gradient is not null))
            entries.Add(("gradient", "gradient"));
        if (picture.Wires.Any(static wire => wire.Local is not null))
            entries.Add(("local", "local gradient"));
        if (picture.Wires.Any(static wire => wire.IsSaved && wire.Value is not null))
            entries.Add(("saved", "saved for the walk back"));
        if (picture.Wires.Any(static wire => wire.Value?.Heat is not null || wire.Gradient?.Heat is not null))
            entries.Add(("heat", "blue below 0, orange above; strongest: largest"));
        return entries;
    }

    /// <summary>For a page, which breaks the lines itself.</summary>
    public static IEnumerable<string> Items(Picture picture) => Of(picture).Select(static entry =>
        $"<span><svg class=\"autograd\" width=\"{Mark + 8}\" height=\"22\" aria-hidden=\"true\">{Sample(entry.Form, 2, 4)}</svg>{entry.Word}</span>");

    /// <summary>As wide as the longest entry: the least that a picture needs.</summary>
    public static double LeastWidth(IReadOnlyList<(string Form, string Word)> entries) => entries.Select(static entry => Width(entry.Word)).Append(LeastRow).Max();

    public static double Height(IReadOnlyList<(string Form, string Word)> entries, double width) =>
        entries.Count == 0 ? 0 : Places(entries, width)[^1].Y + Row;

    public static void Write(StringBuilder svg, IReadOnlyList<(string Form, string Word)> entries, double left, double top, double width)
    {
        Point[] places = Places(entries, width);
        svg.Append($"<g class=\"legend\" transform=\"translate({SvgWriter.N(left)} {SvgWriter.N(top)})\">\n");
        for (int i = 0; i < entries.Count; i++)
        {
            (double x, double y) = (places[i].X, places[i].Y);
            svg.Append(Sample(entries[i].Form, x, y))
                .Append($"<text class=\"remark\" x=\"{SvgWriter.N(x + Mark + 6)}\" y=\"{SvgWriter.N(y + 13)}\" font-size=\"{Size}\">{entries[i].Word}</text>\n");
        }

        svg.Append("</g>\n");
    }

    private static string Sample(string form, double x, double y) => form switch
    {
        "value" => $"<g class=\"value\">{Number("2.5", x, y)}</g>",
        "gradient" => $"<g class=\"gradient\">{Number("∂ 1", x, y)}</g>",
        "local" => $"<g class=\"local\">{Number("× 3", x, y)}</g>",
        "saved" => $"<path class=\"saved\" d=\"M{SvgWriter.N(x + 8)} {SvgWriter.N(y + 4)}h7l2 2v7h-9z\"/>",
        "heat" => string.Concat(Enumerable.Range(-Heat.Levels, 2 * Heat.Levels + 1).Select(level =>
            $"<path class=\"heat {HeatPainter.Class(level)}\" d=\"M{SvgWriter.N(x + (level + Heat.Levels) * Mark / 9)} {SvgWriter.N(y + 4)}h2.7v9h-2.7z\"/>")),
        _ => $"<g class=\"box {form}\">{BoxForm.Outline(Enum.Parse<BoxKind>(form, ignoreCase: true), new(x, y, Mark, 16))}</g>",
    };

    private static double Width(string word) => Mark + 6 + new Caption(word, "remark", Size).Width;

    private static string Number(string text, double x, double y) =>
        $"<text class=\"number\" x=\"{SvgWriter.N(x + Mark / 2)}\" y=\"{SvgWriter.N(y + 13)}\" font-size=\"{Size}\" text-anchor=\"middle\">{text}</text>";

    /// <summary>One after another, in as many rows as it takes.</summary>
    private static Point[] Places(IReadOnlyList<(string Form, string Word)> entries, double width)
    {
        Point[] places = new Point[entries.Count];
        double x = 0, y = 0;
        for (int i = 0; i < places.Length; i++)
        {
            double needed = Width(entries[i].Word);
            if (x > 0 && x + needed > width)
                (x, y) = (0, y + Row);
            places[i] = new(x, y);
            x += needed + Gap;
        }

        return places;
    }
}
