using System.Diagnostics;

namespace Autograd;

/// <summary>
/// An array of numbers of any rank that remembers how it was computed, so that it can be differentiated. Values never
/// change, but for parameters' through <see cref="Assign"/>; views share memory.
/// </summary>
public sealed partial class Tensor
{
    private readonly Layout layout;
    private Remarks? remarks;

    internal Tensor(Storage storage, in Layout layout, DType type)
    {
        Storage = storage;
        this.layout = layout;
        DType = type;
    }

    /// <summary>The sizes along the axes.</summary>
    public Shape Shape => layout.Shape;

    /// <summary>The number of axes.</summary>
    public int Rank => layout.Shape.Rank;

    /// <summary>The number of elements.</summary>
    public int Count => layout.Count;

    /// <summary>The element type.</summary>
    public DType DType { get; }

    /// <summary>The name given with <see cref="Named"/>, for errors and pictures.</summary>
    public string? Name => remarks?.Name;

    /// <summary>Whether the tensor is a parameter or was computed from one while recording.</summary>
    public bool RequiresGrad => Node is not null;

    /// <summary>
    /// The gradient collected by <see cref="Backward"/>, of the tensor's own shape and type; null before the first, and on
    /// tensors that neither are parameters nor were told to <see cref="RetainGrad"/>.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]          // reading it here would mark it as handed out
    public Tensor? Grad => Node?.Collected?.HandOut();

    /// <summary>What errors call this tensor: <c>'weight' [3, 4]</c>, or its shape alone.</summary>
    internal string Described => Name is { } name ? $"'{name}' {Shape}" : Shape.ToString();

    internal Storage Storage { get; }

    internal Node? Node { get; private set; }

    /// <summary>Where the way to the tape was cut; null where nobody cut it.</summary>
    internal TapeCut? Cut => remarks?.Cuts?.Cut;

    internal ref readonly Layout Layout => ref layout;

    /// <summary>Whether the tensor is all of its storage, in order: no view of a part.</summary>
    internal bool IsWhole => layout.IsRowMajor && layout.Offset == 0
        && ((long)Count * DType.Size() + sizeof(ulong) - 1) / sizeof(ulong) * sizeof(ulong) == Storage.Bytes;

    /// <summary>Names the tensor, and its node on the tape, and returns it.</summary>
    /// <exception cref="ArgumentNullException">The name is null.</exception>
    public Tensor Named(string name)
    {
        Errors.RequireNotNull(name);
        remarks = new(name, remarks?.Cuts);
        if (Node is not null)
            Node.Name = name;
        return this;
    }

    /// <summary>Asks <see cref="Backward"/> to keep this tensor's gradient in <see cref="Grad"/>, and returns the tensor.</summary>
    /// <exception cref="InvalidOperationException">The tensor was not recorded.</exception>
    public Tensor RetainGrad()
    {
        RequireNode(nameof(RetainGrad)).CollectGrad();
        return this;
    }

    /// <summary>Forgets the collected gradient.</summary>
    public void ZeroGrad() => Node?.Collected?.Clear();

    /// <summary>The same values, sharing memory, but not recorded: no gradient flows through. Sees a parameter's <see cref="Assign"/>.</summary>
    public Tensor Detach()
    {
        Tensor result = Values();
        Recorder.Cut(nameof(Detach), result, this);
        return result;
    }

    /// <summary>
    /// Differentiates this result with respect to every parameter below it, and adds the gradients into their
    /// <see cref="Grad"/>: reverse mode, ∂⟨upstream, this⟩/∂parameter, by one vector–Jacobian product per recorded operation.
    /// </summary>
    /// <remarks>
    /// The gradients are added when the walk has ended, all of them as one step: when a hook, a rule or a check throws, nothing
    /// is added, and the tape can be walked again. Several threads may do so at once with the same parameters; what they add in
    /// which order decides only how three and more terms round. A tape that threads share needs
    /// <paramref name="retainGraph"/> in all of them.
    /// </remarks>
    /// <param name="upstream">The gradient that arrives at this tensor, of its shape and type; 1 when left out for a single element.</param>
    /// <param name="retainGraph">Keeps what the tape saved, so that it can be walked again.</param>
    /// <param name="createGraph">Records the walk itself, so that gradients can be differentiated; implies <paramref name="retainGraph"/>.</param>
    /// <exception cref="InvalidOperationException">There is no tape, it was released, or a parameter was assigned since.</exception>
    /// <exception cref="ArgumentException">The upstream is missing where it is needed, or of another shape or type.</exception>
    public void Backward(Tensor? upstream = null, bool retainGraph = false, bool createGraph = false)
    {
        RequireNode(nameof(Backward));
        BackwardWalk.ToLeaves(this, Upstream(upstream, nameof(Backward)), retainGraph || createGraph, createGraph);
    }

    /// <summary>Replaces a parameter's values, in place: views and detached copies see it too.</summary>
    /// <exception cref="InvalidOperationException">The tensor is no parameter.</exception>
    /// <exception cref="ArgumentException">The values are of another shape or type.</exception>
    public void Assign(Tensor values)
    {
        Errors.RequireNotNull(values);
        if (Node is not Leaf leaf)
            throw Errors.State(nameof(Assign), $"{Described} is no parameter, and other tensors never change",
                "make it one with Tensor.Parameter, or use a new tensor", Shape);
        if (values.Shape != Shape)
            throw Errors.Argument(nameof(Assign), $"the parameter {Described} cannot take values {values.Described}",
                "give values of the parameter's shape", Shape, values.Shape);
        if (values.DType != DType)
            throw Errors.MixedTypes(nameof(Assign), this, values);
        leaf.NoteChange();
        Copy.Into(this, values.Storage == Storage ? values.Clone() : values);
    }

    internal void Record(Node node)
    {
        Node = node;
        node.Keep(this);
        if (remarks is not null)
            (node.Cuts, remarks) = (remarks.Cuts, Name is null ? null : new(Name, null));
    }

    /// <summary>Notes where the way from an operand down the tape was cut, for those who ask.</summary>
    internal void NoteCut(TapeCut cut, Shape operand) => remarks = new(Name, new(cut, operand, remarks?.Cuts));

    /// <summary>The upstream to walk back with, checked, or ones for a single element.</summary>
    internal Tensor Upstream(Tensor? upstream, string operation)
    {
        if (upstream is null)
            return One(operation, $"reduce it with .Sum() or .Mean(), pass upstream: a tensor of shape {Shape}, or ask Differentiate.Jacobian for all of them");
        if (upstream.DType != DType)
            throw Errors.MixedTypes(operation, this, upstream);
        return upstream.Shape == Shape ? upstream : throw Errors.Argument(operation,
            $"the upstream gradient {upstream.Described} does not fit the result {Described}", $"pass one of shape {Shape}", upstream.Shape, Shape);
    }

    /// <summary>The upstream of a single element; throws for more, or none.</summary>
    internal Tensor One(string operation, string remedy) => Count == 1 ? Filled(1, Shape, DType)
        : throw Errors.Argument(operation, $"the result {Described} has no single gradient", remedy, Shape);

    private Node RequireNode(string operation) => Node ?? throw Errors.State(operation,
        $"no tape leads to {Described}",
        "compute it from a Tensor.Parameter, outside Tape.NoGrad() and without Detach", Shape);
}
