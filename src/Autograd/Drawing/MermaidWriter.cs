using System.Globalization;
using System.Text;

namespace Autograd.Drawing;

/// <summary>
/// A picture as a Mermaid flowchart. Labels are quoted strings in which every sign that Mermaid, Markdown or HTML gives a
/// meaning is written by its number; identifiers are made of numbers.
/// </summary>
internal sealed class MermaidWriter
{
    // Mermaid refuses more, unless the page that it runs in says otherwise.
    private const int MostCharacters = 50_000, MostWires = 500;

    private readonly StringBuilder text = new();
    private int blocks;

    private MermaidWriter() { }

    /// <summary>The tape's picture, folded further where Mermaid would refuse it.</summary>
    public static string Write(Tape tape, PictureOptions options)
    {
        Picture picture = Picture.Of(tape, options);
        string text = new MermaidWriter().Whole(picture, []);
        for (int most = picture.Boxes.Count / 2; most > 0 && (text.Length > MostCharacters || picture.Wires.Count > MostWires); most /= 2)
        {
            picture = Picture.Of(tape, options with { MaxBoxes = most });
            text = new MermaidWriter().Whole(picture, ["Folded further than asked: Mermaid draws 500 lines and reads 50,000 characters at most"]);
        }

        return text;
    }

    private string Whole(Picture picture, IReadOnlyList<string> more)
    {
        (string? title, IReadOnlyList<string> remarks) = Captions.Of(picture);
        text.Append("---\nconfig:\n  theme: base\n  themeVariables:\n"
            + $"    lineColor: \"{Palette.Line}\"\n    textColor: \"{Palette.Line}\"\n    titleColor: \"{Palette.Line}\"\n    primaryTextColor: \"{Palette.Ink}\"\n"
            + $"    edgeLabelBackground: \"{Palette.Paper}\"\n    clusterBkg: transparent\n    clusterBorder: \"{Palette.Line}\"\n---\n");
        text.Append($"flowchart {(picture.Options.Direction == PictureDirection.TopToBottom ? "TB" : "LR")}\n");
        if (title is not null)
            text.Append($"  title[\"{Escape(title)}\"]:::title\n");
        if ((IReadOnlyList<string>)[.. remarks, .. more] is { Count: > 0 } all)
            text.Append($"  remarks[\"{string.Join("<br/>", all.Select(Escape))}\"]:::remark\n");
        Append(BlockTree.Of(picture), "  ");
        foreach (Wire wire in picture.Wires)
            Append(wire);
        AppendStyles(picture);
        return text.ToString();
    }

    private void Append(BlockTree block, string indent)
    {
        foreach (Box box in block.Boxes)
        {
            (string open, string close) = Form(box.Kind);
            text.Append($"{indent}n{box.Number}{open}\"{Label(Captions.Of(box))}\"{close}:::{Class(box.Kind)}\n");
        }

        foreach (BlockTree inner in block.Inner)
        {
            string name = Escape(Text.Shorten(inner.Name));
            text.Append($"{indent}subgraph b{blocks++}[\"{(name.Length > 0 ? name : "…")}\"]\n");
            Append(inner, indent + "  ");
            text.Append($"{indent}end\n");
        }
    }

    private static (string Open, string Close) Form(BoxKind kind) => kind switch
    {
        BoxKind.Parameter => ("[(", ")]"),
        BoxKind.Input => ("[/", "/]"),
        BoxKind.Constant => ("[", "]"),
        BoxKind.Group => ("[[", "]]"),
        BoxKind.Result => ("{{", "}}"),
        _ => ("(", ")"),
    };

    private static string Class(BoxKind kind) => kind.ToString().ToLowerInvariant();

    private void Append(Wire wire)
    {
        string line = !wire.CarriesGradient ? "-.->" : wire.IsSaved ? "==>" : "-->";
        string label = Captions.Of(wire) is { Count: > 0 } lines ? $"|\"{Label(lines)}\"|" : "";
        text.Append($"  n{wire.From.Number} {line}{label} n{wire.To.Number}\n");
    }

    private void AppendStyles(Picture picture)
    {
        text.Append($"  classDef title fill:none,stroke:none,color:{Palette.Line},font-size:20px\n");
        text.Append($"  classDef remark fill:{Palette.Paper},stroke:{Palette.Line},stroke-dasharray:2 4,color:{Palette.Ink}\n");
        foreach (BoxKind kind in picture.Boxes.Select(static box => box.Kind).Distinct().Order())
            text.Append($"  classDef {Class(kind)} fill:{Palette.Fill(kind)},stroke:{Palette.Ink},color:{Palette.Ink}"
                + (kind == BoxKind.Constant ? ",stroke-dasharray:4 3\n" : "\n"));
        if (picture.Wires.Count > 0)
            text.Append($"  linkStyle default color:{Palette.Ink}\n");
        if (picture.Wires.Where(Captions.IsBroken).Select(static wire => wire.Number).ToArray() is { Length: > 0 } broken)
            text.Append($"  linkStyle {string.Join(',', broken)} stroke:{Palette.Broken},stroke-width:5px,color:{Palette.Ink}\n");
    }

    private static string Label(IReadOnlyList<CaptionLine> lines) => string.Join("<br/>", lines.Select(static line => Escape(line.Words)));

    /// <summary>Letters, digits and spaces stand for themselves; so do marks that no parser on the way to the page reads as more.</summary>
    private static string Escape(string words)
    {
        StringBuilder escaped = new();
        for (int i = 0; i < words.Length; i++)
            if (IsPlain(words, i))
                escaped.Append(words[i]);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"#{(int)words[i]};");
        return escaped.ToString();
    }

    // A full stop begins a list after a number at the start of a line, and makes addresses links; between digits it does neither.
    private static bool IsPlain(string words, int i) => words[i] switch
    {
        '.' => i > 0 && char.IsAsciiDigit(words[i - 1]) && i + 1 < words.Length && char.IsAsciiDigit(words[i + 1]),
        ' ' or ',' or '[' or ']' => true,
        char other => other > 127 || char.IsAsciiLetterOrDigit(other),
    };
}
