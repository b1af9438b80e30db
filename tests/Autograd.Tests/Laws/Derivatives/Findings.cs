using System.Globalization;
using System.Text;

namespace Autograd.Tests.Laws.Derivatives;

/// <summary>Derivatives that differ from the stored ones: a line for each point, order and fault, with the mixes of modes that show it.</summary>
internal sealed class Findings(string subject)
{
    private readonly List<(string Place, string Fault, double Expected, double Found, List<string> Modes)> lines = [];

    public void Add(string place, string modes, double found, double expected, string? fault)
    {
        if (fault is null)
            return;
        int same = lines.FindIndex(line => line.Place == place && line.Found.Equals(found));
        if (same >= 0)
            lines[same].Modes.Add(modes);
        else
            lines.Add((place, fault, expected, found, [modes]));
    }

    public void ShouldBeNone() => lines.Should().BeEmpty("{0}", this);

    public override string ToString()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{subject}: {lines.Count} wrong");
        foreach ((string place, string fault, double expected, double found, List<string> modes) in lines)
            text.Append(CultureInfo.InvariantCulture, $"\n{subject} | {place} | {string.Join(' ', modes)} | got {found:R} | expected {expected:R} | {fault}");
        return text.Append('\n').ToString();
    }
}
