namespace Autograd.Drawing;

/// <summary>A line of text on a picture: what it says, and how.</summary>
internal readonly record struct Caption(string Text, string Style, double Size)
{
    private const double Leading = 1.25, LetterWidth = 0.61, WideLetterWidth = 1.05;

    public double Height => Size * Leading;

    /// <summary>A safe estimate: the fonts are the reader's.</summary>
    public double Width => Size * Text.EnumerateRunes().Sum(static rune => rune.Value < 0x1100 ? LetterWidth : WideLetterWidth);
}

/// <summary>What is written in a box, and how large that makes it.</summary>
internal sealed class BoxFace
{
    private const double SymbolSize = 17, WordSize = 14, SmallSize = 11, Padding = 8, LeastWidth = 44, LeastHeight = 36;

    private BoxFace(Box box, IReadOnlyList<Caption> captions)
    {
        Captions = captions;
        double rounding = box.Kind is BoxKind.Parameter or BoxKind.Input ? Padding : 0;
        Size = new(
            Math.Max(LeastWidth, captions.Max(static caption => caption.Width) + 2 * (Padding + rounding)),
            Math.Max(LeastHeight, captions.Sum(static caption => caption.Height) + 2 * Padding));
    }

    public IReadOnlyList<Caption> Captions { get; }

    public Size Size { get; }

    public static BoxFace Of(Box box)
    {
        string symbol = Text.Shorten(box.Symbol, longest: 18);
        List<Caption> captions = [new(symbol, "symbol", symbol.Length > 5 ? WordSize : SymbolSize)];
        if (box.Kind == BoxKind.Group)
            captions.Add(new($"{box.Nodes.Count(static node => !node.IsLeaf)} operations", "small", SmallSize));
        else if (box.Kind == BoxKind.Operation && box.Name is { } name)
            captions.Add(new(Text.Shorten(name, longest: 18), "name", SmallSize + 1));
        if (box.Shape.Rank > 0)
            captions.Add(new(box.Shape.ToString(), "shape", SmallSize));
        return new(box, captions);
    }
}
