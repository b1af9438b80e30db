using Autograd.Drawing;

namespace Autograd.Tests;

/// <summary>A graph to lay out: boxes of 44 × 36 and labels of different widths.</summary>
internal sealed class Sketch
{
    public List<Size> Boxes { get; } = [];

    public List<Link> Links { get; } = [];

    /// <summary>Adds a box with its operands, and returns its number.</summary>
    public int Box(params int[] operands)
    {
        foreach (int operand in operands)
            Links.Add(new Link(operand, Boxes.Count, new Size(40 + Links.Count % 3 * 8, 30), 15));
        Boxes.Add(new Size(44 + Boxes.Count % 2 * 20, 36));
        return Boxes.Count - 1;
    }

    public Placement Place(FlowDirection direction) => LayeredLayout.Place(Boxes, Links, direction);

    /// <summary>The graph in layers, with few crossings; it must hang together.</summary>
    public LayeredGraph Order()
    {
        var graph = new LayeredGraph(Boxes, Links);
        CrossingReduction.Run(graph);
        return graph;
    }

    public static Sketch Named(string name) => name switch
    {
        "nothing" => new Sketch(),
        "product of a sum" => Build(static sketch => sketch.Box(sketch.Box(sketch.Box(), sketch.Box()), sketch.Box())),
        "square" => Build(static sketch =>
        {
            int x = sketch.Box();
            sketch.Box(x, x);
        }),
        "sigmoid neuron" => Build(static sketch =>
        {
            int sum = sketch.Box(sketch.Box(sketch.Box(), sketch.Box()), sketch.Box(sketch.Box(), sketch.Box()));
            sketch.Box(sketch.Box(sketch.Box(sketch.Box(sketch.Box(sum, sketch.Box())))));
        }),
        "chain" => Chain(12),
        "ladder" => Ladder(5),
        "residual blocks" => Residual(3),
        "recurrent network" => Recurrent(5),
        "parts" => Parts(),
        "several results" => Build(static sketch =>
        {
            int x = sketch.Box(), y = sketch.Box(x), z = sketch.Box(y);
            sketch.Box(x, y);
            sketch.Box(sketch.Box(z), x);
            sketch.Box(y);
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such sketch."),
    };

    public static Sketch Chain(int boxes) => Build(sketch =>
    {
        int last = sketch.Box();
        for (int box = 1; box < boxes; box++)
            last = sketch.Box(last);
    });

    public static Sketch Ladder(int rungs) => Build(sketch =>
    {
        int upper = sketch.Box(), lower = sketch.Box();
        for (int rung = 0; rung < rungs; rung++)
        {
            lower = sketch.Box(lower);
            upper = sketch.Box(sketch.Box(upper), lower);
        }
        sketch.Box(upper, lower);
    });

    public static Sketch Residual(int blocks) => Build(sketch =>
    {
        int x = sketch.Box();
        for (int block = 0; block < blocks; block++)
            x = sketch.Box(sketch.Box(sketch.Box(sketch.Box(x, sketch.Box())), sketch.Box()), x);
    });

    public static Sketch Recurrent(int steps) => Build(sketch =>
    {
        int inner = sketch.Box(), outer = sketch.Box(), state = sketch.Box();
        for (int step = 0; step < steps; step++)
            state = sketch.Box(sketch.Box(sketch.Box(state, inner), sketch.Box(sketch.Box(), outer)));
    });

    /// <summary>One parameter that each of many steps uses.</summary>
    public static Sketch Steps(int steps) => Build(sketch =>
    {
        int parameter = sketch.Box(), state = sketch.Box();
        for (int step = 0; step < steps; step++)
            state = sketch.Box(state, parameter);
    });

    public static Sketch Star(int points) => Build(sketch =>
        sketch.Box([.. Enumerable.Range(0, points).Select(_ => sketch.Box())]));

    /// <summary>Each step's result is used again on the way back, as in the tape of a recorded backward pass.</summary>
    public static Sketch ThereAndBack(int steps) => Build(sketch =>
    {
        var there = new Stack<int>([sketch.Box()]);
        for (int step = 1; step < steps; step++)
            there.Push(sketch.Box(there.Peek()));
        int back = there.Peek();
        while (there.TryPop(out int box))
            back = sketch.Box(back, box);
    });

    /// <summary>A third of the boxes are inputs, the others have two operands among the boxes not long before them.</summary>
    public static Sketch Random(int boxes, int reach, int seed) => Build(sketch =>
    {
        var random = new Random(seed);
        for (int box = 0; box < boxes; box++)
            if (box == 0 || random.Next(3) == 0)
                sketch.Box();
            else
                sketch.Box(box - 1 - random.Next(Math.Min(box, reach)), box - 1 - random.Next(Math.Min(box, reach)));
    });

    private static Sketch Parts() => Build(static sketch =>
    {
        sketch.Box();
        sketch.Box(sketch.Box(), sketch.Box());
        sketch.Box();
        sketch.Box(sketch.Box());
    });

    private static Sketch Build(Action<Sketch> draw)
    {
        var sketch = new Sketch();
        draw(sketch);
        return sketch;
    }
}
