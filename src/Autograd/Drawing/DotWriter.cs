using System.Text;

namespace Autograd.Drawing;

/// <summary>
/// A picture in Graphviz's language. All that users name stands in HTML-like labels, where backslashes mean nothing and only
/// XML's characters are escaped; identifiers are made of numbers.
/// </summary>
internal sealed class DotWriter
{
    private readonly StringBuilder text = new();
    private int clusters;

    private DotWriter() { }

    public static string Write(Picture picture) => new DotWriter().Whole(picture);

    private string Whole(Picture picture)
    {
        text.Append("digraph tape {\n");
        text.Append($"  graph [rankdir={(picture.Options.Direction == PictureDirection.TopToBottom ? "TB" : "LR")}, bgcolor=transparent, "
            + $"fontname=\"Helvetica\", nodesep=0.3, ranksep=0.6, labelloc=t, label={Heading(picture)}];\n");
        text.Append($"  node [fontname=\"Helvetica\", fontsize=11, fontcolor=\"{Palette.Ink}\", color=\"{Palette.Ink}\", style=filled, margin=\"0.12,0.06\"];\n");
        text.Append($"  edge [fontname=\"Helvetica\", fontsize=10, fontcolor=\"{Palette.Ink}\", color=\"{Palette.Line}\", arrowsize=0.7];\n");
        Append(BlockTree.Of(picture), "  ");
        foreach (Wire wire in picture.Wires)
            Append(wire);
        return text.Append("}\n").ToString();
    }

    private static string Heading(Picture picture)
    {
        (string? title, IReadOnlyList<string> remarks) = Captions.Of(picture);
        StringBuilder heading = new("<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" bgcolor=\"" + Palette.Paper + "\">");
        if (title is not null)
            heading.Append($"<tr><td><font point-size=\"16\"><b>{Text.Escape(title)}</b></font></td></tr>");
        foreach (string remark in remarks.Append(Captions.Legend))
            heading.Append($"<tr><td><font point-size=\"10\">{Text.Escape(remark)}</font></td></tr>");
        return heading.Append("</table>>").ToString();
    }

    private void Append(BlockTree block, string indent)
    {
        foreach (Box box in block.Boxes)
            text.Append($"{indent}n{box.Number} [{Form(box.Kind)}, fillcolor=\"{Palette.Fill(box.Kind)}\", tooltip=\"{Tooltip(box)}\", "
                + $"label=<{string.Join("<br/>", Captions.Of(box).Select(Type))}>];\n");
        foreach (BlockTree inner in block.Inner)
        {
            string name = Text.Shorten(inner.Name);
            text.Append($"{indent}subgraph cluster{clusters++} {{\n{indent}  style=\"rounded\"; color=\"{Palette.Line}\"; ");
            text.Append($"label=<<table border=\"0\" cellborder=\"0\" bgcolor=\"{Palette.Paper}\"><tr><td>{(name.Length > 0 ? Text.Escape(name) : "…")}</td></tr></table>>;\n");
            Append(inner, indent + "  ");
            text.Append($"{indent}}}\n");
        }
    }

    private static string Form(BoxKind kind) => kind switch
    {
        BoxKind.Parameter => "shape=cylinder",
        BoxKind.Input => "shape=parallelogram",
        BoxKind.Constant => "shape=box, style=\"filled,dashed\"",
        BoxKind.Group => "shape=box3d",
        BoxKind.Result => "shape=hexagon",
        _ => "shape=box, style=\"filled,rounded\"",
    };

    // The rule's words are the library's own, but a formula in them may hold signs that mean something to XML.
    private static string Tooltip(Box box) => Text.Escape(box.Rule?.Gate ?? box.Kind.ToString());

    private void Append(Wire wire)
    {
        bool broken = Captions.IsBroken(wire);
        text.Append($"  n{wire.From.Number} -> n{wire.To.Number} [");
        text.Append(broken ? $"color=\"{Palette.Broken}:{Palette.Paper}:{Palette.Broken}\", penwidth=2"
            : wire.IsSaved ? "penwidth=2.5" : "penwidth=1");
        if (!wire.CarriesGradient)
            text.Append(", style=dashed");
        if (Captions.Of(wire) is { Count: > 0 } lines)
            text.Append($", label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"1\" bgcolor=\"{Palette.Paper}\">"
                + $"{string.Concat(lines.Select(static line => $"<tr><td>{Type(line)}</td></tr>"))}</table>>");
        text.Append("];\n");
    }

    private static string Type(CaptionLine line)
    {
        string words = Text.Escape(line.Words);
        return line.Says switch
        {
            Says.Symbol => $"<font point-size=\"15\"><b>{words}</b></font>",
            Says.Gradient => $"<font color=\"{Palette.Gradient}\"><b>{words}</b></font>",
            Says.Local => $"<i>{words}</i>",
            _ => words,
        };
    }
}
