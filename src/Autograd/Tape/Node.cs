using System.Diagnostics;

namespace Autograd;

/// <summary>
/// One recorded operation: what it was computed from, what it saved, and its rule of local gradients. Nodes are numbered
/// as they are recorded; sorted by that number they are the tape.
/// </summary>
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public abstract class Node
{
    /// <summary>The size of results that nodes keep for pictures: as much as these print in full.</summary>
    internal const int MostKept = 12;

    private static long recorded;

    // Grows when what some node saved is let go, or a parameter changes. Read at each node of each walk: a cache line apart from
    // what every recording writes to.
    private static readonly long[] changes = new long[2 * CacheLine];

    private const int CacheLine = 16;

    private CollectedGradient? collected;
    private GradientHooks? hooks;
    private volatile bool isReleased;

    private protected Node(string operation, Shape shape, DType type)
    {
        Order = Interlocked.Increment(ref recorded);
        Operation = operation;
        Shape = shape;
        DType = type;
        Place = Ambient.Current.Here;
    }

    /// <summary>A number that grows as operations are recorded.</summary>
    public long Order { get; }

    /// <summary>The number of the node that was recorded last: later ones have higher numbers.</summary>
    internal static long Latest => Interlocked.Read(ref recorded);

    /// <summary>A number that has grown when something that some walk reads may have been let go or overwritten since.</summary>
    internal static long Changes => Volatile.Read(ref changes[CacheLine]);

    private protected static void NoteChanges() => Interlocked.Increment(ref changes[CacheLine]);

    /// <summary>The operation, as users call it.</summary>
    public string Operation { get; }

    /// <summary>The name given to the result with <see cref="Tensor.Named"/>.</summary>
    public string? Name { get; internal set; }

    /// <summary>The block of <see cref="Tape.Named"/> in which it was recorded.</summary>
    public string? Block => Place?.Block;

    /// <summary>Where it was recorded; null outside all blocks.</summary>
    internal Place? Place { get; }

    /// <summary>The shape of the result.</summary>
    public Shape Shape { get; }

    /// <summary>The element type of the result.</summary>
    public DType DType { get; }

    /// <summary>The nodes of those operands that require a gradient.</summary>
    public IReadOnlyList<Node> Inputs => [.. Enumerable.Range(0, InputCount).Select(InputAt).OfType<Node>()];

    /// <summary>Whether a backward pass has given back what the node saved.</summary>
    public bool IsReleased => isReleased;

    /// <summary>Whether this is a parameter, where differentiation ends.</summary>
    public virtual bool IsLeaf => false;

    /// <summary>What the local gradients are computed from.</summary>
    internal virtual IEnumerable<Tensor> SavedTensors => [];

    internal abstract int InputCount { get; }

    /// <summary>
    /// The result, for pictures and explanations, where keeping it is cheap: leaves, small results, and all under
    /// <see cref="Tape.KeepValues"/>. Rules never read it.
    /// </summary>
    internal Tensor? Result { get; private set; }

    /// <summary>The operands from which the way down the tape was cut, for explanations; null where there are none.</summary>
    internal CutOperand? Cuts { get; set; }

    /// <summary>Where walks leave their gradients; null on tensors that neither are leaves nor were told to retain theirs.</summary>
    internal CollectedGradient? Collected => collected;

    /// <summary>What a user does with the gradient on its way; null until the first hook.</summary>
    internal GradientHooks? Hooks => hooks;

    internal void CollectGrad() => Interlocked.CompareExchange(ref collected, new(), null);

    internal GradientHooks HooksToAddTo() => hooks ?? Interlocked.CompareExchange(ref hooks, new(), null) ?? hooks;

    /// <summary>An operand's node; null when it needs no gradient.</summary>
    internal abstract Node? InputAt(int index);

    /// <summary>An operand, where the node still has it; for pictures and explanations.</summary>
    internal virtual Tensor? OperandAt(int index) => null;

    /// <summary>What the rule does, in words: those of the operands and the result, where they have names.</summary>
    internal Rule Rule => RuleIn(new(WordAt(0) ?? (InputCount == 1 ? "in" : "left"), WordAt(1) ?? "right", Rule.Word(Name) ?? "out"));

    private protected virtual Rule RuleIn(RuleWords words) => new(Operation, null);

    private string? WordAt(int index) => index < InputCount ? Rule.Word(InputAt(index)?.Name ?? OperandAt(index)?.Name) : null;

    /// <summary>The local gradient of an elementwise operation in an operand, in the result's shape; null for other operations.</summary>
    internal virtual Tensor? LocalGradient(int index) => null;

    /// <summary>Whether the rule is a walk of its own, which looks for anomalies itself.</summary>
    internal virtual bool WatchesItself => false;

    /// <summary>Multiplies the upstream gradient by the local gradients and hands each product to the walk.</summary>
    internal abstract void PullBack(Tensor upstream, BackwardWalk walk);

    /// <summary>Multiplies the operands' tangents by the local gradients and sums: the result's tangent.</summary>
    internal abstract Tensor PushForward(ForwardWalk walk);

    /// <summary>Throws when what was saved is no longer there, or no longer what it was.</summary>
    internal void Verify(string operation)
    {
        if (IsReleased)
            throw Errors.State(operation, $"the tape of {this} was released by an earlier Backward",
                "pass retainGraph: true to the first Backward, or record again", Shape);
        VerifySaved();
    }

    private protected virtual void VerifySaved() { }

    /// <summary>Lets go of what nodes saved; walks of other threads that are on their way there notice.</summary>
    internal static void Release(ReadOnlySpan<Node> nodes)
    {
        NoteChanges();
        foreach (Node node in nodes)
            if (!node.IsLeaf)
                node.Release();
    }

    private void Release()
    {
        isReleased = true;
        Result = null;
        DropSaved();
    }

    /// <summary>Takes note of the result, and keeps it where that is cheap.</summary>
    internal void Keep(Tensor result)
    {
        if (IsLeaf || Keeps(result))
            Result = result;
    }

    /// <summary>Whether pictures are worth the memory.</summary>
    private protected static bool Keeps(Tensor tensor) => tensor.Count <= MostKept || Ambient.Current.KeepsValues;

    private protected virtual void DropSaved() { }

    /// <summary>The collected gradient, for reading at once.</summary>
    internal Tensor? PeekGrad() => collected?.Peek();

    /// <summary>Multiplies the collected gradient.</summary>
    internal void ScaleGrad(double factor) => collected?.Scale(factor);

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private string DebuggerDisplay => $"{this} {DType}{(Block is null ? "" : $" in {Block}")}{(IsReleased ? ", released" : "")}";

    /// <summary>Prints as <c>#12 MatMul [3, 4] 'hidden'</c>.</summary>
    public override string ToString() => $"#{Order} {Operation} {Shape}{(Name is null ? "" : $" '{Name}'")}";
}

/// <summary>Where differentiation ends: a parameter, at which gradients are collected, or the input of a function being differentiated.</summary>
internal sealed class Leaf : Node
{
    public Leaf(Shape shape, DType type, string operation = nameof(Tensor.Parameter)) : base(operation, shape, type) => CollectGrad();

    public override bool IsLeaf => true;

    public bool IsParameter => Operation == nameof(Tensor.Parameter);

    /// <summary>The last node that was recorded when the values were changed last.</summary>
    internal long ChangedAt { get; private set; }

    /// <summary>Takes note that the values are about to change.</summary>
    internal void NoteChange()
    {
        ChangedAt = Latest;
        NoteChanges();
    }

    internal override int InputCount => 0;

    internal override Node? InputAt(int index) => null;

    internal override void PullBack(Tensor upstream, BackwardWalk walk) { }

    internal override Tensor PushForward(ForwardWalk walk) => throw new UnreachableException();
}
