namespace Autograd.Drawing;

/// <summary>What is written at a wire: the value on one side of the line, gradient and local gradient on the other.</summary>
internal sealed class WireFace
{
    /// <summary>The room that the mark of saved values takes.</summary>
    public const double SavedMark = 12;

    private const double NumberSize = 13, LocalSize = 11, Gap = 5, Side = 6;

    private WireFace(Wire wire, bool sideways)
    {
        Value = Block.Of(wire.Value, wire.Tensors > 1 ? $"{wire.Tensors} tensors" : null, "", NumberSize);
        IsSaved = wire.IsSaved && Value.Captions.Count > 0;
        Gradient = Block.Of(wire.Gradient, null, "∂ ", NumberSize);
        Local = Block.Of(wire.Local, null, "× ", LocalSize, withHeat: false);
        double width = new[] { Value.Width + (IsSaved ? 2 * SavedMark : 0), Gradient.Width, Local.Width }.Max(), below = Gradient.Height + Local.Height;
        if (width == 0)
            return;
        LineInLabel = sideways ? 0 : Value.Height + Gap;
        Size = sideways
            ? new(width + 2 * Side, Value.Height + below + Gap)
            : new(width + 2 * Side, Value.Height + below + 2 * Gap);
    }

    public Block Value { get; }

    /// <summary>Whether the value bears the mark of those that are saved.</summary>
    public bool IsSaved { get; }

    public Block Gradient { get; }

    public Block Local { get; }

    public Size Size { get; }

    /// <summary>Where the line runs through the label: from the top, or, where it runs down, from the left.</summary>
    public double LineInLabel { get; }

    public static WireFace Of(Wire wire, PictureDirection direction) => new(wire, direction == PictureDirection.TopToBottom);

    /// <summary>Where each part of the label begins, from the label's corner; the gap is where the line runs.</summary>
    public (double Value, double Gradient, double Local) Tops(PictureDirection direction)
    {
        double gradient = Value.Height + (direction == PictureDirection.TopToBottom ? Gap / 2 : 2 * Gap);
        return (0, gradient, gradient + Gradient.Height);
    }
}

/// <summary>Lines of numbers with their heat map.</summary>
internal sealed record Block(IReadOnlyList<Caption> Captions, Heat? Heat)
{
    public const double HeatCell = 6, HeatGap = 3;

    public double Width => Math.Max(Captions.Count == 0 ? 0 : Captions.Max(static caption => caption.Width), (Heat?.Columns ?? 0) * HeatCell);

    public double Height => Captions.Sum(static caption => caption.Height) + (Heat is null ? 0 : Heat.Rows * HeatCell + HeatGap);

    public static Block Of(Figures? figures, string? otherwise, string mark, double size, bool withHeat = true)
    {
        IEnumerable<string> lines = figures?.Lines ?? (otherwise is null ? [] : [otherwise]);
        mark = figures is { IsFinite: false } ? "⚠ " + mark : mark;
        string indent = figures?.Heat is null ? new(Figures.NoBreakSpace, mark.Length) : "";       // rows stay beneath one another
        return new([.. lines.Select((line, i) => new Caption((i == 0 ? mark : indent) + line, Style(line), size))], withHeat ? figures?.Heat : null);
    }

    // A harmless number is not written in red for what stands beside it.
    private static string Style(string line) => line.Contains("NaN", StringComparison.Ordinal) || line.Contains('∞', StringComparison.Ordinal) ? "number notfinite" : "number";
}
