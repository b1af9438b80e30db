namespace Autograd.Drawing;

/// <summary>The blocks of <see cref="Tape.Named"/>, one inside another, with the boxes that stand in each.</summary>
internal sealed class BlockTree
{
    // Deeper blocks are no picture any more: the rest of the path names the innermost.
    private const int Deepest = 8;

    private readonly Dictionary<string, BlockTree> byName = [];

    private BlockTree(string name) => Name = name;

    public string Name { get; }

    public List<Box> Boxes { get; } = [];

    /// <summary>In the order in which they were entered.</summary>
    public List<BlockTree> Inner { get; } = [];

    /// <summary>The nameless block around all others.</summary>
    public static BlockTree Of(Picture picture)
    {
        BlockTree root = new("");
        foreach (Box box in picture.Boxes)
            root.At(Path(box)).Boxes.Add(box);
        return root;
    }

    // A group stands for a block itself, and so belongs to the one around it.
    private static ReadOnlySpan<string> Path(Box box) =>
        box.Kind == BoxKind.Group ? Parts(box.Symbol).AsSpan(..^1)
        : box.Node is { IsLeaf: false, Block: { } block } ? Parts(block)
        : [];

    private static string[] Parts(string block) => block.Split('/', Deepest);

    private BlockTree At(ReadOnlySpan<string> path)
    {
        BlockTree block = this;
        foreach (string name in path)
        {
            if (!block.byName.TryGetValue(name, out BlockTree? inner))
                block.Inner.Add(block.byName[name] = inner = new(name));
            block = inner;
        }

        return block;
    }
}
