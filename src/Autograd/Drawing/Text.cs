using System.Text;

namespace Autograd.Drawing;

/// <summary>What users' names need before they stand in a picture.</summary>
internal static class Text
{
    private const int Longest = 24;

    /// <summary>In one line, without control characters, and cut short with an ellipsis; no letter is cut in two.</summary>
    public static string Shorten(string name, int longest = Longest)
    {
        StringBuilder clean = new();
        foreach (Rune rune in name.EnumerateRunes())
            clean.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        System.Globalization.StringInfo letters = new(clean.ToString().Trim());
        return letters.LengthInTextElements <= longest ? letters.String : letters.SubstringByTextElements(0, longest - 1) + "…";
    }

    /// <summary>For text and attribute values of XML and HTML.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);
}
