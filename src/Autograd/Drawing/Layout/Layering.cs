namespace Autograd.Drawing;

/// <summary>
/// Gives each box of a connected graph its layer: results last, inputs right before their first consumer, and in between as
/// early as the operands allow, or later where that makes lines shorter. A line's length is that of its longest branch.
/// </summary>
internal sealed class Layering
{
    /// <summary>The layers that lines to the results may pass for lining them up, per box of the graph.</summary>
    private const long LongestLineUp = 4;

    private readonly Adjacency sources;
    private readonly Adjacency consumers;
    private readonly int[] layers;

    /// <summary>The farthest consumer of each box, and the farthest of the others.</summary>
    private readonly (int Box, int Layer)[] farthest, second;

    private Layering(int boxes, IReadOnlyList<Link> links)
    {
        sources = new Adjacency(boxes, [.. links.Select(link => (link.To, link.From))]);
        consumers = new Adjacency(boxes, [.. links.Select(link => (link.From, link.To))]);
        layers = LongestPaths.FromInputs(boxes, links);
        farthest = new (int Box, int Layer)[boxes];
        second = new (int Box, int Layer)[boxes];
        Array.Fill(farthest, (-1, -1));
        Array.Fill(second, (-1, -1));
        foreach (var link in links)
            Consume(link.From, link.To);
    }

    public static int[] Of(int boxes, IReadOnlyList<Link> links)
    {
        var layering = new Layering(boxes, links);
        layering.Run();
        return layering.layers;
    }

    private void Run()
    {
        bool[] floats = Floating();
        int last = layers.Max();
        // Each result in the last layer, unless they are so many that most of the picture would be lines that lead there.
        long slack = layers.Where((_, box) => consumers[box].IsEmpty).Sum(layer => (long)last - layer);
        bool lineUp = slack <= LongestLineUp * layers.Length;
        for (int box = layers.Length - 1; box >= 0; box--)
        {
            bool result = consumers[box].IsEmpty;
            layers[box] = result && lineUp ? last : Math.Max(layers[box], Wanted(box, floats, last));
            foreach (int source in sources[box])
                Consume(source, box);
        }
    }

    /// <summary>Boxes that only inputs of their own lead to, so that a whole tree can be moved to where it is used.</summary>
    private bool[] Floating()
    {
        bool[] floats = new bool[layers.Length];
        for (int box = 0; box < floats.Length; box++)
        {
            floats[box] = true;
            foreach (int source in sources[box])
                floats[box] &= floats[source] && consumers[source].IndexOfAnyExcept(box) < 0;
        }
        return floats;
    }

    /// <summary>The last layer before the consumers that makes no operation's line longer: later ones cost at least what they
    /// save. Inputs do not hold a box back, for a reader looks for them beside it.</summary>
    private int Wanted(int box, bool[] floats, int last)
    {
        int wanted = last;
        foreach (int consumer in consumers[box])
            wanted = Math.Min(wanted, layers[consumer] - 1);
        foreach (int source in sources[box])
        {
            bool follows = floats[source] && consumers[source].IndexOfAnyExcept(box) < 0;
            if (follows || sources[source].IsEmpty)
                continue;
            wanted = Math.Min(wanted, farthest[source].Box == box ? second[source].Layer : farthest[source].Layer);
        }
        return wanted;
    }

    /// <summary>Notes that a source is consumed in the layer where a box stands now. Boxes only move to later layers.</summary>
    private void Consume(int source, int box)
    {
        var consumer = (box, layers[box]);
        if (farthest[source].Box == box)
            farthest[source] = consumer;
        else if (layers[box] > farthest[source].Layer)
            (farthest[source], second[source]) = (consumer, farthest[source]);
        else if (second[source].Box == box || layers[box] > second[source].Layer)
            second[source] = consumer;
    }
}
