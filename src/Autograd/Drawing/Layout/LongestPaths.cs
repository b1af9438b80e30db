namespace Autograd.Drawing;

/// <summary>The most links on any way from each box to a result, or to each box from an input.</summary>
internal static class LongestPaths
{
    public static int[] ToResults(int boxes, IReadOnlyList<Link> links)
    {
        int[] lengths = new int[boxes];
        // A box's consumers have higher numbers, so they are finished before it is read.
        foreach (var link in links.OrderByDescending(link => link.From))
            lengths[link.From] = Math.Max(lengths[link.From], lengths[link.To] + 1);
        return lengths;
    }

    public static int[] FromInputs(int boxes, IReadOnlyList<Link> links)
    {
        int[] lengths = new int[boxes];
        foreach (var link in links.OrderBy(link => link.To))
            lengths[link.To] = Math.Max(lengths[link.To], lengths[link.From] + 1);
        return lengths;
    }
}
