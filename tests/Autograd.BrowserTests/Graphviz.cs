using System.Xml.Linq;

namespace Autograd.BrowserTests;

/// <summary>What Graphviz made of a text.</summary>
/// <param name="Nodes">The words on each box.</param>
/// <param name="Edges">How many lines it drew.</param>
/// <param name="Blocks">The words on each block.</param>
internal sealed record GraphvizPicture(string[] Nodes, int Edges, string[] Blocks)
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Draws a text; throws with Graphviz's message where it refuses or warns.</summary>
    public static async Task<GraphvizPicture> Draw(string text)
    {
        string output = await Programs.Run(Programs.Find("AUTOGRAD_DOT", "graphviz", "dot"), ".", text, "-Tsvg");
        output.Should().NotContain("Warning:").And.NotContain("Error:");
        XElement[] groups = [.. XDocument.Parse(output).Descendants(Svg + "g")];
        return new(Words(groups, "node"), groups.Count(static group => Class(group) == "edge"), Words(groups, "cluster"));
    }

    private static string[] Words(XElement[] groups, string kind) =>
        [.. groups.Where(group => Class(group) == kind).Select(static group => string.Join(" ", group.Descendants(Svg + "text").Select(static text => text.Value)))];

    private static string? Class(XElement group) => (string?)group.Attribute("class");
}
