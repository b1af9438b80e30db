namespace Autograd;

/// <summary>
/// The nodes that results were computed by, in recorded order, and the way from a node to its place. The hash is the
/// node's number: numbers given one after another fall into neighbouring slots, so look-ups seldom collide.
/// </summary>
internal sealed class NodeList
{
    private Node[] nodes = new Node[16];
    private int count;
    private readonly List<Node> leaves = [];
    private (long Order, int Place)[] table = new (long, int)[64];

    [ThreadStatic]
    private static long listed;

    /// <summary>
    /// Finds all nodes below these, or only as far down as the nodes up to a number, which are then the list's ends.
    /// A loop with its own stack: a long chain must not overflow the thread's.
    /// </summary>
    public NodeList(ReadOnlySpan<Node> outputs, long end = 0)
    {
        End = end;
        Stack<Node> open = new();
        foreach (Node output in outputs)
            if (TryAdd(output))
                open.Push(output);
        while (open.TryPop(out Node? node))
            for (int i = 0; i < node.InputCount && node.Order > end; i++)
                if (node.InputAt(i) is { } input && TryAdd(input))
                    open.Push(input);

        Sort();
        for (int i = 0; i < count; i++)
            table[Find(nodes[i].Order)].Place = i;
        listed += count;
    }

    /// <summary>How many nodes this thread has listed so far: what walks cost, in numbers that a test can hold.</summary>
    public static long Listed => listed;

    /// <summary>The list goes no further down than the nodes up to this number.</summary>
    public long End { get; }

    public ReadOnlySpan<Node> Nodes => nodes.AsSpan(0, count);

    public int Count => count;

    /// <summary>The node's place in recorded order, or −1.</summary>
    public int PlaceOf(Node node)
    {
        (long order, int place) = table[Find(node.Order)];
        return order == 0 ? -1 : place;
    }

    private bool TryAdd(Node node)
    {
        int slot = Find(node.Order);
        if (table[slot].Order != 0)
            return false;
        table[slot].Order = node.Order;             // numbers begin at 1: 0 marks a free slot
        if (node.IsLeaf)
            leaves.Add(node);
        else
            Append(node);
        if (2 * (count + leaves.Count) > table.Length)
            Grow();
        return true;
    }

    private void Append(Node node)
    {
        if (count == nodes.Length)
            Array.Resize(ref nodes, 2 * count);
        nodes[count++] = node;
    }

    // A chain was found from its end, and leaves are mostly older than what was computed from them: seldom is there more to sort.
    private void Sort()
    {
        leaves.Sort(static (a, b) => b.Order.CompareTo(a.Order));
        foreach (Node leaf in leaves)
            Append(leaf);
        Span<Node> found = nodes.AsSpan(0, count);
        found.Reverse();
        if (IsSorted(found))
            return;
        long[] orders = new long[count];
        for (int i = 0; i < count; i++)
            orders[i] = nodes[i].Order;
        Array.Sort(orders, nodes, 0, count);
    }

    private int Find(long order)
    {
        int mask = table.Length - 1, slot = (int)order & mask;
        while (table[slot].Order != 0 && table[slot].Order != order)
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        (long Order, int Place)[] old = table;
        table = new (long, int)[2 * old.Length];
        foreach ((long order, _) in old)
            if (order != 0)
                table[Find(order)].Order = order;
    }

    private static bool IsSorted(ReadOnlySpan<Node> nodes)
    {
        for (int i = 1; i < nodes.Length; i++)
            if (nodes[i].Order < nodes[i - 1].Order)
                return false;
        return true;
    }
}
