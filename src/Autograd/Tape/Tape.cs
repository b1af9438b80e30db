using System.Diagnostics;

namespace Autograd;

/// <summary>
/// What results were computed by: the recorded operations below them, in the order in which they were recorded; and the
/// modes of recording.
/// </summary>
[DebuggerDisplay("{Nodes.Count} nodes")]
public sealed partial class Tape
{
    private readonly NodeList list;

    private Tape(NodeList list, Tensor[] results)
    {
        this.list = list;
        Results = results;
        Nodes = list.Nodes.ToArray();
    }

    /// <summary>What the tape was asked about.</summary>
    internal IReadOnlyList<Tensor> Results { get; }

    /// <summary>The nodes in recorded order, parameters among them.</summary>
    public IReadOnlyList<Node> Nodes { get; }

    /// <summary>Counts and bytes, in all and by operation.</summary>
    public TapeStatistics Statistics => TapeStatistics.Of(Nodes);

    /// <summary>The tape of these results; empty where none of them was recorded.</summary>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public static Tape Of(params ReadOnlySpan<Tensor> outputs)
    {
        List<Node> roots = [];
        foreach (Tensor output in outputs)
        {
            Errors.RequireNotNull(output, operation: "Tape.Of");
            if (output.Node is { } node)
                roots.Add(node);
        }

        return new(new NodeList(roots.ToArray()), outputs.ToArray());
    }

    /// <inheritdoc cref="Of(ReadOnlySpan{Tensor})"/>
    public static Tape Of(params Tensor[] outputs) => Of(Errors.Required(outputs, operation: "Tape.Of"));

    /// <summary>Shows an observer every gradient of a walk back from the results: of the sum of their elements.</summary>
    internal void Observe(IWalkObserver observer, string operation)
    {
        Tensor[] recorded = [.. Results.Where(static result => result.Node is not null)];
        BackwardWalk.Observe(list, recorded, [.. recorded.Select(static result => Tensor.Filled(1, result.Shape, result.DType))], observer, operation);
    }

    /// <summary>The downstream gradients that a node's rule makes of an upstream, by operand; null where an operand needs none.</summary>
    internal IReadOnlyList<Tensor?> Downstream(Node node, Tensor upstream) => BackwardWalk.Downstream(list, node, upstream);

    /// <summary>The gradient that arrives at a node from the results.</summary>
    internal Tensor GradientOf(Node node)
    {
        Arrival arrival = new(node);
        Observe(arrival, nameof(Explain));
        return arrival.Gradient ?? Tensor.Filled(0, node.Shape, node.DType);
    }

    private sealed class Arrival(Node at) : IWalkObserver
    {
        public Tensor? Gradient { get; private set; }

        public void Arrived(Node node, Tensor gradient) => Gradient = node == at ? gradient : Gradient;

        public void Left(Node? from, Node to, Tensor downstream) { }
    }

    /// <summary>Until disposed, nothing is recorded in this flow of work: results need no gradient.</summary>
    public static Scope NoGrad() => Ambient.Enter(Ambient.Current with { Recording = false, NotesCuts = true });

    /// <summary>Until disposed, operations are recorded again, inside a <see cref="NoGrad"/>.</summary>
    public static Scope EnableGrad() => Ambient.Enter(Ambient.Current with { Recording = true });

    /// <summary>
    /// Until disposed, recorded operations keep their results however large they are, so that pictures of the tape show all
    /// numbers. Without it the tape holds results of up to 12 elements, and of larger ones what its gradients need.
    /// </summary>
    public static Scope KeepValues() => Ambient.Enter(Ambient.Current with { KeepsValues = true });

    /// <summary>Until disposed, broadcasting anything but a scalar is an error: shapes must be equal.</summary>
    public static Scope StrictBroadcast() => Ambient.Enter(Ambient.Current with { StrictBroadcast = true });

    /// <summary>Until disposed, recorded nodes belong to this block, inside the one in force: <c>encoder/layer1</c>.</summary>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public static Scope Named(string block)
    {
        Errors.RequireNotNull(block, operation: "Tape.Named");
        Ambient now = Ambient.Current;
        return Ambient.Enter(now with { Place = new(now.Place?.Block is { } outer ? $"{outer}/{block}" : block, During: now.Place?.During) });
    }
}

/// <summary>What a tape holds: counts and bytes.</summary>
/// <param name="Nodes">Recorded operations and parameters.</param>
/// <param name="SavedBytes">Bytes kept alive for the walk back; storage that several nodes saved counts once.</param>
/// <param name="ByOperation">The same by the operation's name.</param>
public sealed record TapeStatistics(int Nodes, long SavedBytes, IReadOnlyDictionary<string, OperationStatistics> ByOperation)
{
    internal static TapeStatistics Of(IReadOnlyList<Node> nodes)
    {
        HashSet<Storage> seen = [];
        Dictionary<string, OperationStatistics> byOperation = [];
        foreach (Node node in nodes)
        {
            long bytes = node.SavedTensors.Where(tensor => seen.Add(tensor.Storage)).Sum(tensor => tensor.Storage.Bytes);
            OperationStatistics soFar = byOperation.GetValueOrDefault(node.Operation, new(0, 0));
            byOperation[node.Operation] = new(soFar.Nodes + 1, soFar.SavedBytes + bytes);
        }

        return new(nodes.Count, byOperation.Values.Sum(operation => operation.SavedBytes), byOperation);
    }
}

/// <summary>What one operation has on a tape.</summary>
/// <param name="Nodes">How often it was recorded.</param>
/// <param name="SavedBytes">Bytes that its nodes were the first to save.</param>
public sealed record OperationStatistics(int Nodes, long SavedBytes);
