namespace Autograd;

/// <summary>
/// A function evaluated on inputs that can be told apart from everything else on the tape: fresh leaves where the inputs are
/// constants, and links to the outer tape where they are being differentiated already. So levels nest without confusion.
/// </summary>
internal sealed class Tracking
{
    private Tracking(Tensor[] inputs, Tensor output, bool outerRecords, long before) =>
        (Inputs, Output, this.outerRecords, this.before) = (inputs, output, outerRecords, before);

    private readonly bool outerRecords;
    private readonly long before;                    // nodes up to this number stood before the evaluation
    private NodeList? tape;

    /// <summary>The inputs as the function saw them.</summary>
    public Tensor[] Inputs { get; }

    public Tensor Output { get; }

    /// <summary>
    /// What the evaluation recorded, down to what stood before it: nothing older can depend on the inputs. So a level costs by
    /// its own length, however long the tape outside. Listed once, for all walks.
    /// </summary>
    public NodeList Tape => tape ??= new(Output.Node is { } node ? [node] : [], before);

    /// <summary>Evaluates a function, recording, whatever the mode outside.</summary>
    public static Tracking Of(Func<Tensor[], Tensor> f, ReadOnlySpan<Tensor> inputs, string operation)
    {
        Errors.RequireNotNull(f, operation: operation);
        bool outer = Ambient.Current.Recording;
        long before = Node.Latest;
        Tensor[] tracked = new Tensor[inputs.Length];
        for (int i = 0; i < tracked.Length; i++)
        {
            Errors.RequireNotNull(inputs[i], inputs.Length == 1 ? "x" : $"input {i}", operation);
            tracked[i] = Track(inputs[i], outer);
        }

        using Scope _ = outer ? default : Autograd.Tape.EnableGrad();
        Tensor output = f(tracked) ?? throw Errors.Argument(operation, "the function returns null", "return a tensor");
        return new(tracked, output, outer, before);
    }

    public static Tracking Of(Func<Tensor, Tensor> f, Tensor x, string operation)
    {
        Errors.RequireNotNull(f, operation: operation);
        return Of(inputs => f(inputs[0]), [x], operation);
    }

    /// <summary>The result as the caller may have it: differentiable where something outside is being differentiated.</summary>
    public Tensor Value() => NeedsGraph([]) ? Output : Output.Values();

    /// <summary>Whether a derivative is to be recorded itself: someone outside may differentiate what it depends on.</summary>
    public bool NeedsGraph(ReadOnlySpan<Tensor> directions)
    {
        if (!outerRecords)
            return false;
        foreach (Tensor direction in directions)
            if (direction.RequiresGrad)
                return true;
        return ReadsFromOutside();
    }

    private static Tensor Track(Tensor x, bool outer)
    {
        if (x.Node is not null && outer)
            return LinearMap.Apply(new LinkMap(), x, "Input");
        Tensor input = x.Values();
        input.Record(new Leaf(x.Shape, x.DType, "Input"));
        return input;
    }

    /// <summary>
    /// Whether the result depends on what was recorded before, or on a parameter. The inputs of levels inside this one are
    /// leaves too, but those levels have ended.
    /// </summary>
    private bool ReadsFromOutside()
    {
        foreach (Node node in Tape.Nodes)
            if (node.Order <= before || node is Leaf { IsParameter: true })
                return true;
        return false;
    }
}

/// <summary>The same values under a node of their own.</summary>
internal readonly struct LinkMap : ILinearMap
{
    public Tensor Value(Tensor x) => x.Values();

    public Tensor Transpose(Tensor upstream) => upstream;
}
