namespace Autograd;

/// <summary>
/// The walk forward along a recorded tape: each node multiplies its operands' tangents by its local gradients. Recorded
/// itself, its tangents can be differentiated again. Tangents may carry leading dimensions: many directions in one walk.
/// </summary>
internal sealed class ForwardWalk
{
    private readonly NodeList tape;
    private readonly Tensor?[] tangents;

    private ForwardWalk(NodeList tape)
    {
        this.tape = tape;
        tangents = new Tensor?[tape.Count];
    }

    /// <summary>The tangent of a result, given those of inputs; null where it does not depend on them.</summary>
    public static Tensor? Push(Tensor output, ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> inputTangents, bool createGraph,
        string operation) => Push(output, BackwardWalk.NodesOf(inputs), inputTangents, createGraph, operation, end: 0);

    /// <summary>The same from nodes, along the tape down to a node's number: those that are as old have the tangents given, or none.</summary>
    public static Tensor? Push(Tensor output, ReadOnlySpan<Node?> inputs, ReadOnlySpan<Tensor> inputTangents, bool createGraph,
        string operation, long end) =>
        output.Node is { } node ? Push(new NodeList([node], end), inputs, inputTangents, createGraph, operation) : null;

    /// <summary>The same along a tape that is known already: the tangent of its last node.</summary>
    public static Tensor? Push(NodeList tape, ReadOnlySpan<Node?> inputs, ReadOnlySpan<Tensor> inputTangents, bool createGraph, string operation)
    {
        if (tape.Count == 0)
            return null;
        ForwardWalk walk = new(tape) { Recording = createGraph };
        for (int i = 0; i < inputs.Length; i++)
            if (inputs[i] is { } node && tape.PlaceOf(node) is >= 0 and int place)
                walk.tangents[place] = walk.tangents[place] is { } other ? other + inputTangents[i] : inputTangents[i];

        using Ambient.Stretch _ = Ambient.EnterHere(Ambient.Current with { Recording = createGraph, NotesCuts = false, StrictBroadcast = false, InRule = true });
        AnomalyWatch? watch = Ambient.Current.Anomalies;
        for (int place = 0; place < tape.Count; place++)
        {
            Node node = tape.Nodes[place];
            if (walk.tangents[place] is not null || node.Order <= tape.End || !walk.ReachesAny(node))
                continue;
            node.Verify(operation);
            walk.tangents[place] = watch is null ? node.PushForward(walk) : watch.PushForward(node, walk);
        }

        return walk.tangents[^1];
    }

    public bool Recording { get; private init; }

    /// <summary>An operand's tangent; null means zero.</summary>
    public Tensor? Tangent(Node? node) => node is not null && tape.PlaceOf(node) is >= 0 and int place ? tangents[place] : null;

    private bool ReachesAny(Node node)
    {
        for (int i = 0; i < node.InputCount; i++)
            if (Tangent(node.InputAt(i)) is not null)
                return true;
        return false;
    }
}
