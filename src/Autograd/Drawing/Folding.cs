namespace Autograd.Drawing;

/// <summary>
/// Which nodes of a tape share a box. Groups are stretches of the tape, or chains without a branch, so the boxes have no
/// cycles; their order is that of their first operations.
/// </summary>
internal sealed class Folding
{
    private readonly IReadOnlyList<Node> nodes;
    private readonly Dictionary<Node, int> places = [];
    private readonly List<int>[] consumers;

    private Folding(IReadOnlyList<Node> nodes)
    {
        this.nodes = nodes;
        for (int i = 0; i < nodes.Count; i++)
            places[nodes[i]] = i;
        consumers = [.. nodes.Select(static _ => new List<int>())];
        for (int i = 0; i < nodes.Count; i++)
            foreach (Node input in nodes[i].Inputs.Distinct())
                consumers[places[input]].Add(i);
    }

    /// <summary>The groups, each in recorded order, and what was done to come below the limit; null where nothing was.</summary>
    public static (IReadOnlyList<IReadOnlyList<Node>> Groups, string? Remark) Of(IReadOnlyList<Node> nodes, PictureOptions options)
    {
        Folding folding = new(nodes);
        int[] asked = options.Collapse switch
        {
            PictureCollapse.Chains => folding.Chains(),
            PictureCollapse.Blocks => folding.Blocks(1),
            _ => folding.Singly(),
        };
        if (folding.Count(asked) <= options.MaxBoxes)
            return (folding.Groups(asked), null);

        foreach ((int[] groups, string what) in folding.Attempts(options.MaxBoxes))
            if (folding.Count(groups) is int count && count <= options.MaxBoxes)
                return (folding.Groups(groups), $"{nodes.Count} operations and parameters, drawn as {count} boxes: {what}");
        throw new System.Diagnostics.UnreachableException();
    }

    private IEnumerable<(int[] Groups, string What)> Attempts(int limit)
    {
        yield return (Chains(), "operations in a row share one");
        int depth = nodes.Max(static node => node.Block?.Count(static letter => letter == '/') + 1 ?? 0);
        for (; depth > 0; depth--)
        {
            yield return (Blocks(depth), "named blocks share one");
            yield return (WithLeaves(Blocks(depth)), "named blocks and their parameters share one");
        }

        // Single operations bring their constants along, so the first attempt may be too many yet.
        for (int most = limit; most > 0; most /= 2)
            yield return (WithLeaves(Stretches(most)), "stretches of the tape share one");
    }

    private int[] Singly() => [.. Enumerable.Range(0, nodes.Count)];

    /// <summary>A node joins its operand's group where neither has another way in or out but leaves.</summary>
    private int[] Chains()
    {
        int[] groups = Singly();
        for (int i = 0; i < nodes.Count; i++)
        {
            Node[] operands = [.. nodes[i].Inputs.Where(static input => !input.IsLeaf).Distinct()];
            if (operands is [{ } operand] && consumers[places[operand]].Count == 1 && operand.Block == nodes[i].Block)
                groups[i] = groups[places[operand]];
        }

        return groups;
    }

    /// <summary>Operations that were recorded one after another in the same block, down to a depth.</summary>
    private int[] Blocks(int depth)
    {
        int[] groups = Singly();
        int last = -1;
        for (int i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].IsLeaf)
                continue;
            if (last >= 0 && Outer(nodes[i].Block, depth) is { } block && block == Outer(nodes[last].Block, depth))
                groups[i] = groups[last];
            last = i;
        }

        return groups;
    }

    private int[] Stretches(int limit)
    {
        int[] groups = Singly();
        int operations = groups.Count(i => !IsOperand(i)), size = (operations + limit - 1) / limit, seen = 0, first = 0;
        for (int i = 0; i < nodes.Count; i++)
        {
            if (IsOperand(i))
                continue;
            if (seen++ % size == 0)
                first = i;
            groups[i] = first;
        }

        return groups;
    }

    /// <summary>The same groups, each leaf in that of its first consumer, which nothing before it can depend on.</summary>
    private int[] WithLeaves(int[] groups)
    {
        for (int i = 0; i < nodes.Count; i++)
            if (IsOperand(i))
                groups[i] = groups[consumers[i][0]];
        return groups;
    }

    /// <summary>Whether a node is a leaf that operations use; a leaf may be asked about by itself.</summary>
    private bool IsOperand(int i) => nodes[i].IsLeaf && consumers[i].Count > 0;

    private static string? Outer(string? block, int depth) => block is null ? null : string.Join('/', block.Split('/').Take(depth));

    /// <summary>The boxes that groups are drawn as: one each, and one for each constant that an operation by itself uses.</summary>
    private int Count(int[] groups)
    {
        int[] sizes = new int[groups.Length];
        foreach (int group in groups)
            sizes[group]++;
        HashSet<TensorIdentity> constants = [];
        for (int i = 0; i < groups.Length; i++)
            for (int operand = 0; sizes[groups[i]] == 1 && operand < nodes[i].InputCount; operand++)
                if (nodes[i].InputAt(operand) is null && nodes[i].OperandAt(operand) is { } constant)
                    constants.Add(new(constant));
        return sizes.Count(static size => size > 0) + constants.Count;
    }

    /// <summary>In an order in which no group depends on a later one; a leaf by itself stands right before its first consumer.</summary>
    private IReadOnlyList<IReadOnlyList<Node>> Groups(int[] groups) =>
        [.. Enumerable.Range(0, nodes.Count).GroupBy(i => groups[i])
            .OrderBy(group => IsOperand(group.Key) ? consumers[group.Key].Min(i => groups[i]) : group.Key)
            .ThenBy(group => !IsOperand(group.Key))
            .Select(group => (IReadOnlyList<Node>)[.. group.Select(i => nodes[i])])];
}
