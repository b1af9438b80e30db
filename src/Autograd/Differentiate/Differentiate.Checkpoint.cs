namespace Autograd;

public static partial class Differentiate
{
    /// <summary>
    /// f(x), of which only x is kept for the walk back: the function is evaluated again when its gradient is needed, which trades
    /// time for memory. What the function reads from outside, such as parameters, gets its gradient as always. Random operations
    /// repeat their draws. Every order and both modes work.
    /// </summary>
    /// <remarks>
    /// The function must give the same values again. When it does not, for instance since a parameter was assigned in between,
    /// the walk throws an <see cref="InvalidOperationException"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">The function returns null.</exception>
    public static Tensor Checkpoint(Func<Tensor, Tensor> f, Tensor x)
    {
        Errors.RequireNotNull(f);
        Errors.RequireNotNull(x);
        RandomDraws draws = new();
        Ambient modes = Ambient.Current;
        long before = Node.Latest;
        Tensor y;
        using (Ambient.Enter(modes with { Draws = draws }))
            y = f(x) ?? throw Errors.Argument(nameof(Checkpoint), "the function returns null", "return a tensor");
        if (y.Node is null || y.Node.Order <= before)
            return y;

        // The tape of this evaluation shows what was read from outside; then it is dropped.
        Node[] read = [.. new NodeList([y.Node], before).Nodes.ToArray().Where(node => node.Order <= before || node.IsLeaf)];
        Tensor result = y.Values();
        result.Record(new CheckpointNode(f, x, result, read, modes with { Scope = null, Draws = draws }, before));
        return result;
    }
}

/// <summary>A function's evaluation that kept nothing but its input: each walk evaluates it again and walks that tape.</summary>
internal sealed class CheckpointNode : Node
{
    private readonly Node[] read;
    private readonly Ambient modes;
    private readonly long before;                    // nodes up to this number stood when the function was called
    private readonly ulong fingerprint;
    private Func<Tensor, Tensor>? f;
    private Saved x;

    public CheckpointNode(Func<Tensor, Tensor> f, Tensor x, Tensor y, Node[] read, Ambient modes, long before)
        : base(nameof(Differentiate.Checkpoint), y.Shape, y.DType)
    {
        (this.f, this.x, this.read, this.modes, this.before) = (f, new(x), read, modes, before);
        fingerprint = Fingerprint.Of(y);
    }

    internal override int InputCount => read.Length;

    internal override IEnumerable<Tensor> SavedTensors => x.Tensor is { } tensor ? [tensor] : [];

    internal override Node InputAt(int index) => read[index];

    internal override bool WatchesItself => true;

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        Node?[] asked = [.. read.Where(walk.Wants)];
        Tensor y = Evaluate(walk.UserModes.Scope);
        Tensor?[] gradients = BackwardWalk.To([y], [upstream], asked, walk.Recording, Operation, before, walk.CallsHooks);
        for (int i = 0; i < asked.Length; i++)
            if (gradients[i] is { } gradient)
                walk.Add(asked[i], gradient);
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Node?[] moving = [.. read.Where(node => walk.Tangent(node) is not null)];
        Tensor[] tangents = [.. moving.Select(node => walk.Tangent(node)!)];
        Shape leading = tangents[0].Shape.Leading(moving[0]!.Shape.Rank);
        Tensor y = Evaluate(Ambient.Current.Scope);
        return ForwardWalk.Push(y, moving, tangents, walk.Recording, Operation, before) ?? Tensor.Filled(0, leading.Then(Shape), DType);
    }

    private Tensor Evaluate(IStorageOwner? scope)
    {
        using Scope _ = Ambient.Enter(modes with { Scope = scope, Draws = modes.Draws!.Repeated(), Anomalies = Ambient.Current.Anomalies });
        Tensor y = f!(x.Tensor!);
        return y is not null && y.Shape == Shape && y.DType == DType && Fingerprint.Of(y) == fingerprint ? y : throw Errors.State(Operation,
            "the function gave other values when it was evaluated again, so its gradient would be wrong",
            "walk back before assigning parameters, and keep random numbers and changing state out of it but for operations that take a Random", Shape);
    }

    private protected override void VerifySaved() => x.Verify(this);

    private protected override void DropSaved()
    {
        x.Drop();
        f = null;
    }
}
