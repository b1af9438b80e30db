namespace Autograd;

/// <summary>
/// Looks at what each rule of a walk back adds to the gradients of its operands, where it stands: so the walk goes as it would
/// without, bit for bit.
/// </summary>
internal sealed class AnomalyCheck(AnomalyWatch watch, NodeList tape)
{
    private readonly double[] magnitudes = new double[tape.Count];      // of the gradients, as far as they have come

    /// <summary>A walk's check; null where the mode is not in force.</summary>
    public static AnomalyCheck? Of(NodeList tape) => Ambient.Current.Anomalies is { } watch ? new(watch, tape) : null;

    /// <summary>Takes note of where the walk begins: what the user gives is made by no operation.</summary>
    public void Begin(Node? output, BackwardWalk walk)
    {
        if (walk.Wants(output) && walk.SumOf(output) is { } upstream)
            magnitudes[tape.PlaceOf(output)] = AnomalyWatch.Magnitude(upstream);
    }

    /// <summary>Looks at what hooks made of a gradient.</summary>
    public void Hooked(Node node, Tensor gradient, Tensor returned)
    {
        if (gradient != returned && watch.Broken(AnomalyWatch.Magnitude(returned), AnomalyWatch.Magnitude(gradient)) is { } bound)
            throw AnomalyException.Hook(node, returned, bound);
    }

    /// <summary>Applies a node's rule, and looks at what it made.</summary>
    public void PullBack(Node node, Tensor upstream, BackwardWalk walk)
    {
        double given = AnomalyWatch.Magnitude(upstream);
        using Ambient.Stretch _ = AnomalyWatch.Enter(node, "backward");
        node.PullBack(upstream, walk);
        for (int i = 0; i < node.InputCount; i++)
        {
            if (node.InputAt(i) is not { } input || !walk.Wants(input) || walk.SumOf(input) is not { } sum)
                continue;
            ref double soFar = ref magnitudes[tape.PlaceOf(input)];
            double made = AnomalyWatch.Magnitude(sum), from = Math.Max(given, soFar);
            if (watch.Broken(made, from) is not null && !node.WatchesItself
                && watch.Broken(made, Math.Max(from, AnomalyWatch.Saved(node))) is { } bound)
                throw AnomalyException.Backward(node, i, input, sum, bound);
            soFar = made;
        }
    }
}
