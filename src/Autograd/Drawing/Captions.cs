namespace Autograd.Drawing;

/// <summary>What a line of a caption says; writers set it in different type.</summary>
internal enum Says
{
    Symbol,
    Fact,
    Value,
    Gradient,
    Local,
}

/// <summary>One line of a caption, not escaped yet.</summary>
internal readonly record struct CaptionLine(Says Says, string Words);

/// <summary>What the text formats write on boxes and wires.</summary>
internal static class Captions
{
    /// <summary>What the forms of the lines mean, for writers that can show both.</summary>
    public const string Legend = "thick: saved for the walk back · dashed: no gradient · ⚠: NaN or infinity";

    // Sums of longer formulas would push the boxes apart.
    private const int LongestLine = 40;

    public static IReadOnlyList<CaptionLine> Of(Box box)
    {
        List<CaptionLine> lines = [new(Says.Symbol, Symbol(box))];
        if (box.Node is { } node && !string.Equals(node.Operation, lines[0].Words, StringComparison.OrdinalIgnoreCase))
            Add(lines, Says.Fact, node.Operation);
        if (box.Name is { } name && Text.Shorten(name) is { Length: > 0 } shown && shown != lines[0].Words)
            Add(lines, Says.Fact, shown);
        if (box.Kind == BoxKind.Group)
            Add(lines, Says.Fact, $"{box.Nodes.Count(static node => !node.IsLeaf)} operations");
        Add(lines, Says.Fact, $"{box.DType} {box.Shape}");
        // What leaves a box is written on its wires; a box without any says it itself, and so does one whose branches sum up.
        if (box.Outputs.Count == 0 && box.Value is { } value)
            lines.AddRange(Numbers(Says.Value, "", value));
        if (box.Outputs.Count != 1 && box.Gradient is { } gradient)
            lines.AddRange(Numbers(Says.Gradient, "Σ∂ ", gradient));
        return lines;
    }

    /// <summary>Value first, gradient below it, then what the one that arrives was multiplied by.</summary>
    public static IReadOnlyList<CaptionLine> Of(Wire wire)
    {
        List<CaptionLine> lines = [];
        if (wire.Tensors > 1)
            lines.Add(new(Says.Fact, $"{wire.Tensors} tensors"));
        if (wire.Value is { } value)
            lines.AddRange(Numbers(Says.Value, "", value));
        if (wire.Gradient is { } gradient)
            lines.AddRange(Numbers(Says.Gradient, "∂ ", gradient));
        string slope = wire is { CarriesGradient: true, Slope: { Length: > 0 } formula } ? formula : "";
        if (wire is { CarriesGradient: true, Local: { Lines.Count: 1 } local })
            Add(lines, Says.Local, string.Equals(slope, local.Line, StringComparison.Ordinal) || slope.Length == 0
                ? $"local {local.Line}" : $"local {slope} = {local.Line}");
        else if (slope.Length > 0)
            Add(lines, Says.Local, $"local {slope}");
        return lines;
    }

    /// <summary>Whether a NaN or an infinity runs along a wire.</summary>
    public static bool IsBroken(Wire wire) => wire.Value is { IsFinite: false } || wire.Gradient is { IsFinite: false };

    /// <summary>What stands above the picture: its title and its remarks.</summary>
    public static (string? Title, IReadOnlyList<string> Remarks) Of(Picture picture) =>
        (picture.Options.Title is { } title && Text.Shorten(title, 120) is { Length: > 0 } shown ? shown : null,
            [.. picture.Remarks.Select(static remark => Text.Shorten(remark, 400))]);

    private static string Symbol(Box box) =>
        Text.Shorten(box.Symbol) is { Length: > 0 } symbol ? symbol : box.Node?.Operation ?? box.Kind.ToString();

    private static IEnumerable<CaptionLine> Numbers(Says says, string mark, Figures figures)
    {
        string warning = figures.IsFinite ? "" : "⚠ ";
        return figures.Lines.Select((line, i) => new CaptionLine(says, i == 0 ? $"{warning}{mark}{line}" : line));
    }

    private static void Add(List<CaptionLine> lines, Says says, string words) => lines.Add(new(says, Text.Shorten(words, LongestLine)));
}
