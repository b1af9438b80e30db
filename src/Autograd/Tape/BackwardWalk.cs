using System.Diagnostics.CodeAnalysis;

namespace Autograd;

/// <summary>
/// The walk back: the tape in reverse, each upstream gradient multiplied by the local gradients and summed where branches
/// meet. The rules are ordinary tensor operations, so the same walk, recorded, gives derivatives of derivatives.
/// An upstream may carry leading dimensions that the results do not have: many directions in one walk.
/// </summary>
internal sealed partial class BackwardWalk
{
    private readonly NodeList tape;
    private readonly Sum[] sums;
    private readonly Shape leading;
    private readonly bool[]? wanted;                 // null: all of the tape
    private readonly WalkMemory? memory;             // null while recording: what is recorded lives on
    private readonly IStorageOwner? outside = Ambient.Current.Scope;
    private readonly long end;                       // gradients go no further down than the nodes up to this number

    private readonly IWalkObserver? observer;
    private readonly AnomalyCheck? check;
    private Node? current;                           // the node whose rule is being applied
    private bool collects;                           // for all nodes that collect; else for those asked for

    private BackwardWalk(NodeList tape, Shape leading, bool recording, bool[]? wanted, IWalkObserver? observer = null)
    {
        this.observer = observer;
        end = tape.End;
        this.tape = tape;
        this.leading = leading;
        this.wanted = wanted;
        Recording = recording;
        memory = recording || observer is not null ? null : new WalkMemory();
        sums = new Sum[tape.Count];
        check = observer is null ? AnomalyCheck.Of(tape) : null;
    }

    /// <summary>Whether the walk is being recorded itself, so that its results can be differentiated.</summary>
    public bool Recording { get; }

    /// <summary>Whether users' hooks are called; pictures look without calling them.</summary>
    public bool CallsHooks { get; private init; } = true;

    /// <summary>Adds gradients into the leaves of the tape and into tensors that retain theirs.</summary>
    public static void ToLeaves(Tensor output, Tensor upstream, bool retainGraph, bool createGraph)
    {
        NodeList tape = new([output.Node!]);
        BackwardWalk walk = new(tape, default, createGraph, wanted: null) { collects = true };
        walk.Run(nameof(Tensor.Backward), [output], [upstream], static walk => walk.Commit());
        if (!retainGraph)
            Node.Release(tape.Nodes);
    }

    /// <summary>The gradients with respect to given tensors; null where a result does not depend on one. Leaves are not touched.</summary>
    public static Tensor?[] To(ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> upstreams, ReadOnlySpan<Tensor> inputs,
        bool createGraph, string operation, long end = 0) => To(outputs, upstreams, NodesOf(inputs), createGraph, operation, end);

    /// <summary>The same for nodes, along the tape down to a node's number: gradients stop at those that are as old.</summary>
    public static Tensor?[] To(ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> upstreams, ReadOnlySpan<Node?> inputs,
        bool createGraph, string operation, long end, bool callsHooks = true)
    {
        Node[] roots = [.. NodesOf(outputs).OfType<Node>()];
        return To(new NodeList(roots, end), outputs, upstreams, inputs, createGraph, operation, callsHooks);
    }

    /// <summary>The same along a tape that is known already, down to its end.</summary>
    public static Tensor?[] To(NodeList tape, ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> upstreams, ReadOnlySpan<Node?> inputs,
        bool createGraph, string operation, bool callsHooks = true)
    {
        bool[] wanted = new bool[tape.Count];
        int[] places = new int[inputs.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            places[i] = inputs[i] is { } node ? tape.PlaceOf(node) : -1;
            if (places[i] >= 0)
                wanted[places[i]] = true;
        }

        for (int place = 0; place < tape.Count; place++)
            for (int i = 0; i < tape.Nodes[place].InputCount && !wanted[place] && tape.Nodes[place].Order > tape.End; i++)
                wanted[place] = tape.Nodes[place].InputAt(i) is { } input && wanted[tape.PlaceOf(input)];

        Shape leading = upstreams.Length == 0 ? default : upstreams[0].Shape.Leading(outputs[0].Rank);
        BackwardWalk walk = new(tape, leading, createGraph, wanted) { CallsHooks = callsHooks };
        foreach (int place in places)
            if (place >= 0)
                walk.sums[place].IsAsked = true;
        Tensor?[] results = [];
        walk.Run(operation, outputs, upstreams, walk => results = walk.Take(places));
        return results;
    }

    internal static Node?[] NodesOf(ReadOnlySpan<Tensor> tensors)
    {
        Node?[] nodes = new Node?[tensors.Length];
        for (int i = 0; i < nodes.Length; i++)
            nodes[i] = tensors[i].Node;
        return nodes;
    }

    /// <summary>Whether a node's gradient is asked for; rules skip work for those that are not.</summary>
    public bool Wants([NotNullWhen(true)] Node? node) => node is not null && (wanted is null || wanted[tape.PlaceOf(node)]);

    /// <summary>
    /// Takes a contribution to a node's gradient. The first is taken as it is, later ones are added into it where it is the
    /// walk's alone, else the second makes a buffer of the walk's own: nothing is zero-filled, and no tensor that a user can
    /// hold is written to.
    /// </summary>
    public void Add(Node? node, Tensor contribution)
    {
        if (!Wants(node))
            return;
        System.Diagnostics.Debug.Assert(contribution.DType == node!.DType && contribution.Shape == leading.Then(node.Shape),
            $"{node} was handed a gradient of {contribution.DType} {contribution.Shape}");
        observer?.Left(current, node, contribution);
        if (sums.Length == 0)
            return;
        ref Sum sum = ref sums[tape.PlaceOf(node)];
        if (sum.Gradient is not { } soFar)
            Hold(ref sum, contribution);
        else if (IsOwn(sum))
            Elementwise.AddInto(soFar, contribution);
        else
        {
            Hold(ref sum, soFar + contribution);
            sum.IsOwn = !Recording;
            LetGo(soFar);
        }
    }

    /// <summary>
    /// Takes a contribution that one elementwise pass computes from the upstream, in the shape of the node's gradient. It is
    /// added where the sum stands, if there is one that is the walk's own; it takes the upstream's place when nobody reads
    /// that again, as the rule says of itself; else it gets memory of its own.
    /// </summary>
    public void Add<E>(Node? node, E pass, bool isLast, Tensor upstream, Tensor? b = null, Tensor? c = null, Tensor? d = null)
        where E : struct, IElementwise
    {
        if (!Wants(node))
            return;
        if (observer is not null)
        {
            Add(node, Elementwise.Run(pass, upstream.Shape, upstream, b, c, d));
            return;
        }

        ref Sum sum = ref sums[tape.PlaceOf(node)];
        if (sum.Gradient is { } soFar)
        {
            if (IsOwn(sum))
                Elementwise.Add(pass, soFar, upstream, b, c, d);
            else
                Add(node, Elementwise.Run(pass, upstream.Shape, upstream, b, c, d));
            return;
        }

        Tensor target = isLast && IsAlone(upstream) ? upstream : Tensor.Allocate(upstream.Shape, upstream.DType);
        Elementwise.Into(pass, target, upstream, b, c, d);
        Hold(ref sum, target);
        sum.IsOwn = memory is not null;
    }

    /// <summary>
    /// The sum of a node's gradients so far, where there is one that the walk may write to: a rule may then add its
    /// contribution in place. The sum is row-major, of the node's shape after the walk's leading dimensions.
    /// </summary>
    public bool TryOwnSum([NotNullWhen(true)] Node? node, [NotNullWhen(true)] out Tensor? sum)
    {
        sum = null;
        if (observer is null && Wants(node) && sums[tape.PlaceOf(node)] is { Gradient: { } soFar } found && IsOwn(found))
            sum = soFar;
        return sum is not null;
    }

    /// <summary>A node's gradient, as far as it has come.</summary>
    public Tensor? SumOf(Node node) => sums[tape.PlaceOf(node)].Gradient;

    private bool IsOwn(in Sum sum) => sum.IsOwn || (IsAlone(sum.Gradient!) && memory!.IsSettled(sum.Gradient!.Storage));

    /// <summary>Whether a gradient stands in memory of the walk's, where no other does.</summary>
    private bool IsAlone(Tensor gradient) =>
        memory is not null && gradient.Storage.Holders == 1 && gradient.IsWhole && memory.Owns(gradient.Storage);

    /// <summary>The gradient as a tensor that outlives the walk: its own memory where nobody shares it, else a copy.</summary>
    public Tensor TakeOver(Tensor gradient)
    {
        if (Recording)
            return gradient.RequiresGrad ? gradient : gradient.Clone();
        Tensor result = IsAlone(gradient) ? gradient : gradient.Clone();
        result.Storage.MoveTo(null);
        return result;
    }

    /// <summary>What a user's code runs under: whatever it makes lives as long as it is held, outside the walk's recycled memory.</summary>
    public Ambient UserModes => Ambient.Current with { Scope = outside, InRule = false };

    /// <summary>A gradient that a user's code may keep: it leaves the walk's memory. Nothing is written to it once it has fully arrived.</summary>
    public Tensor ForUser(Tensor gradient)
    {
        if (Recording)
            return gradient;
        if (memory?.Owns(gradient.Storage) == true)
        {
            gradient.Storage.MoveTo(null);
            outside?.Own(gradient.Storage);
        }

        return gradient.Values();
    }

    /// <summary>Walks, and then does with what was kept aside what is asked. Whatever fails before leaves no trace.</summary>
    private void Run(string operation, ReadOnlySpan<Tensor> outputs, ReadOnlySpan<Tensor> upstreams, Action<BackwardWalk> finish)
    {
        long before = Node.Changes;
        Verify(operation);
        using Ambient.Stretch _ = Ambient.EnterHere(Recording
            ? Ambient.Current with { Recording = true, StrictBroadcast = false, InRule = true }
            : Ambient.Current with { Recording = false, NotesCuts = false, StrictBroadcast = false, InRule = true, Scope = memory });
        try
        {
            for (int i = 0; i < outputs.Length; i++)
            {
                Add(outputs[i].Node, upstreams[i]);
                check?.Begin(outputs[i].Node, this);
            }

            for (int place = tape.Count - 1; place >= 0; place--)
            {
                if (sums[place].Gradient is not { } upstream)
                    continue;
                Node node = tape.Nodes[place];
                bool within = node.Order > end;      // the rest belongs to the walk that called this one
                Tensor gradient = within && CallsHooks && node.Hooks is { } hooks ? hooks.Call(node, upstream, this) : upstream;
                check?.Hooked(node, upstream, gradient);
                observer?.Arrived(node, gradient);
                current = node;
                bool isKept = sums[place].IsAsked || (collects && node.Collected is not null);
                if (isKept)
                    Keep(place, gradient);
                if (within && check is not null)
                    check.PullBack(node, gradient, this);
                else if (within)
                    node.PullBack(gradient, this);
                if (Node.Changes != before && within)
                    node.Verify(operation);          // whoever changed it must not have done so under the rule
                if (!isKept)
                    sums[place] = default;
                LetGo(upstream);
                memory?.Recycle();
            }

            finish(this);
        }
        catch when (Node.Changes != before && current?.Order > end)
        {
            current.Verify(operation);               // what failed since another thread's walk released it says so
            throw;
        }
        finally
        {
            // What was kept, or, after an error, is still on its way.
            memory?.Recycle();
            foreach (ref Sum sum in sums.AsSpan())
                if (sum.Gradient is { } left)
                    LetGo(left);
        }
    }

    private void Hold(ref Sum sum, Tensor gradient)
    {
        gradient.Storage.Holders++;
        sum.Gradient = gradient;
    }

    private void LetGo(Tensor gradient)
    {
        gradient.Storage.Holders--;
        memory?.ReleaseUnheld(gradient.Storage);
    }

    /// <summary>Finds every reason to refuse before anything is changed.</summary>
    private void Verify(string operation)
    {
        for (int place = 0; place < tape.Count; place++)
            if ((wanted is null || wanted[place]) && tape.Nodes[place].Order > end)
                tape.Nodes[place].Verify(operation);
    }

    /// <summary>The gradient of a node, as far as it has come.</summary>
    private struct Sum
    {
        public Tensor? Gradient;
        public bool IsOwn;          // so that the walk may write to it
        public bool IsAsked;        // to be kept when it has arrived
        public bool IsPrepared;     // it takes the place of what was collected
        public int NextKept;
    }
}
