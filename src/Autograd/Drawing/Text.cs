using System.Text;

namespace Autograd.Drawing;

/// <summary>What users' names need before they stand in a picture.</summary>
internal static class Text
{
    private const int Longest = 24;

    /// <summary>
    /// In one line, without control characters, and cut short with an ellipsis; no letter is cut in two. What XML forbids goes
    /// too, and marks that would turn the direction of all text that follows.
    /// </summary>
    public static string Shorten(string name, int longest = Longest)
    {
        StringBuilder clean = new();
        foreach (Rune rune in name.EnumerateRunes())
            if (Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFFFE or 0xFFFF)
                clean.Append(' ');
            else if (rune.Value is not (>= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069))
                clean.Append(rune.ToString());
        System.Globalization.StringInfo letters = new(clean.ToString().Trim());
        return letters.LengthInTextElements <= longest ? letters.String : letters.SubstringByTextElements(0, longest - 1) + "…";
    }

    /// <summary>For text and attribute values of XML and HTML.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal);
}
