namespace Autograd.Drawing;

/// <summary>A part of a graph that is joined by lines: its boxes and links, each with its number in the whole.</summary>
internal sealed record Part(IReadOnlyList<int> Boxes, IReadOnlyList<int> Links)
{
    /// <summary>The parts of a graph, in the order of their first boxes.</summary>
    public static IReadOnlyList<Part> Of(int boxes, IReadOnlyList<Link> links)
    {
        int[] roots = [.. Enumerable.Range(0, boxes)];
        foreach (var link in links)
        {
            int one = Root(roots, link.From), other = Root(roots, link.To);
            roots[Math.Max(one, other)] = Math.Min(one, other);
        }
        var boxesOf = Enumerable.Range(0, boxes).ToLookup(box => Root(roots, box));
        var linksOf = Enumerable.Range(0, links.Count).ToLookup(link => Root(roots, links[link].From));
        return [.. boxesOf.Select(part => new Part([.. part], [.. linksOf[part.Key]]))];
    }

    private static int Root(int[] roots, int box)
    {
        while (roots[box] != box)
            box = roots[box] = roots[roots[box]];
        return box;
    }
}
