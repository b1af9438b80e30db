namespace Autograd.Drawing;

/// <summary>The values that a tape still holds: of leaves and small results, and whatever was saved for the walk back.</summary>
internal sealed class KnownValues
{
    private readonly Dictionary<Node, Tensor> values = [];
    private readonly HashSet<Node> saved = [];
    private readonly HashSet<Storage> stale = [];

    public KnownValues(Tape tape)
    {
        foreach (Node node in tape.Nodes)
            for (int i = 0; i < node.InputCount; i++)
                if (node.InputAt(i) is Leaf leaf && leaf.ChangedAt >= node.Order && leaf.Result is { } value && stale.Add(value.Storage))
                    Changed.Add(leaf);
        foreach (Node node in tape.Nodes)
        {
            Take(node, node.Result);
            for (int i = 0; i < node.InputCount; i++)
                if (node.InputAt(i) is { } input)
                    Take(input, node.OperandAt(i));
            foreach (Tensor tensor in node.SavedTensors)
                if (tensor.Node is { } of)
                {
                    saved.Add(of);
                    Take(of, tensor);
                }
        }

        foreach (Tensor result in tape.Results)
            if (result.Node is { } node)
                Take(node, result);
    }

    /// <summary>Parameters that were assigned since they were recorded: neither they nor views of them are what they were.</summary>
    public List<Node> Changed { get; } = [];

    public Tensor? Of(Node node) => values.GetValueOrDefault(node);

    /// <summary>Whether a node's result is kept for the walk back.</summary>
    public bool IsSaved(Node node) => saved.Contains(node);

    /// <summary>A scope may have ended since: nothing is read from memory that was given back.</summary>
    private void Take(Node node, Tensor? value)
    {
        if (value is { Storage.IsReleased: false } && !stale.Contains(value.Storage))
            values.TryAdd(node, value);
    }
}
