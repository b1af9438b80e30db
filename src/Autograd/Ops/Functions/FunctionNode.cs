namespace Autograd;

/// <summary>One call of a user's function. Its rules see one direction at a time, and their results are checked.</summary>
internal sealed class FunctionNode : Node
{
    private readonly Function function;
    private readonly Node?[] inputs;
    private readonly Saved[] x;
    private Saved y;

    public FunctionNode(Function function, Tensor[] x, Tensor y) : base(function.Name, y.Shape, y.DType)
    {
        this.function = function;
        inputs = [.. x.Select(static input => input.Node)];
        this.x = [.. x.Select(static input => new Saved(input))];
        this.y = new(y);
    }

    internal override int InputCount => inputs.Length;

    internal override IEnumerable<Tensor> SavedTensors => x.Append(y).Select(static saved => saved.Tensor).OfType<Tensor>();

    internal override Node? InputAt(int index) => inputs[index];

    internal override Tensor? OperandAt(int index) => x[index].Tensor;

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        Tensor?[] gradients = new Tensor?[inputs.Length];
        using (Ambient.Enter(walk.UserModes))
        {
            Shape leading = upstream.Shape.Leading(Shape.Rank);
            Tensor?[][] each = [.. Directions.Split(walk.ForUser(upstream), Shape.Rank)
                .Select(one => walk.Recording ? Recorded(one, walk.Wants) : Gradients(Values(x), y.Tensor!.Values(), one, walk.Wants))];
            for (int i = 0; i < gradients.Length; i++)
                if (walk.Wants(inputs[i]))
                    gradients[i] = Directions.Join([.. each.Select(one => one[i]!)], leading, x[i].Tensor!.Shape, x[i].Tensor!.DType);
        }

        for (int i = 0; i < gradients.Length; i++)
            if (gradients[i] is { } gradient)
                walk.Add(inputs[i], gradient);
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor?[] known = [.. inputs.Select(walk.Tangent)];
        int first = Array.FindIndex(known, static tangent => tangent is not null);
        Shape leading = known[first]!.Shape.Leading(x[first].Tensor!.Rank);
        Tensor[][] tangents = [.. known.Select((tangent, i) => Directions.Split(
            tangent ?? Tensor.Filled(0, leading.Then(x[i].Tensor!.Shape), x[i].Tensor!.DType), x[i].Tensor!.Rank))];

        using Scope _ = Ambient.Enter(Ambient.Current with { InRule = false });      // threads that the user's code starts see the walk's modes too
        Tensor[] each = [.. Enumerable.Range(0, leading.ElementCount).Select(direction =>
            Pushed([.. tangents.Select(one => one[direction])], walk))];
        return Directions.Join(each, leading, Shape, DType);
    }

    /// <summary>The gradients of a walk that is recorded itself.</summary>
    private Tensor?[] Recorded(Tensor upstream, Func<Node?, bool> wants)
    {
        if (function.IsOnceDifferentiable)
        {
            using Scope _ = Tape.NoGrad();
            Tensor?[] values = Gradients(Values(x), y.Tensor!.Values(), upstream.Values(), wants);
            return [.. values.Select(value => value is null ? null : OnceDifferentiatedNode.On(value, function, [.. inputs, upstream.Node]))];
        }

        Tensor?[] gradients = Gradients(Tracked(x), y.Tensor!, upstream, wants);
        foreach (Tensor? gradient in gradients)
            if (gradient is not null && upstream.Node is not null)
                RequireOnTape(gradient);
        return gradients;
    }

    private Tensor Pushed(Tensor[] tangents, ForwardWalk walk)
    {
        bool recording = walk.Recording && !function.IsOnceDifferentiable;
        using Scope _ = recording ? default : Tape.NoGrad();
        Tensor[] given = recording ? tangents : [.. tangents.Select(static tangent => tangent.Values())];
        Tensor[] at = recording ? Tracked(x) : Values(x);
        Tensor value = recording ? y.Tensor! : y.Tensor!.Values();
        Tensor tangent = function.CallJvp(at, value, given) is { } stated
            ? Checked(stated, Shape, DType, "Jvp returns a tangent", "the result")
            : function.IsOnceDifferentiable ? ByRows(at, value, given) : Transposed(at, value, given, recording);
        return walk.Recording && !recording
            ? OnceDifferentiatedNode.On(tangent, function, [.. inputs, .. tangents.Select(static tangent => tangent.Node)])
            : tangent;
    }

    /// <summary>
    /// J·v without a rule for it: Backward is linear in the upstream gradient u, u ↦ Jᵀu, and its own gradient with respect to u
    /// in the direction v is the transpose of that. Where the walk is recorded, so is this.
    /// </summary>
    private Tensor Transposed(Tensor[] at, Tensor value, Tensor[] tangents, bool recording)
    {
        Tensor upstream = Tensor.Filled(1, Shape, DType);
        upstream.Record(new Leaf(Shape, DType, "Upstream"));
        Tensor?[] gradients;
        using (Tape.EnableGrad())
            gradients = Gradients(at, value, upstream, static node => node is not null);
        List<Tensor> results = [], directions = [];
        for (int i = 0; i < gradients.Length; i++)
            if (gradients[i] is { } gradient && inputs[i] is not null)
            {
                RequireOnTape(gradient);
                results.Add(gradient);
                directions.Add(tangents[i]);
            }

        // Down to this node and no further: the upstream gradient stands above it, and all else is held fixed.
        return BackwardWalk.To(results.ToArray(), directions.ToArray(), [upstream.Node], recording, Operation, end: Order)[0]
            ?? Tensor.Filled(0, Shape, DType);
    }

    /// <summary>J·v where Backward cannot be differentiated: one call of it for each element of the result.</summary>
    private Tensor ByRows(Tensor[] at, Tensor value, Tensor[] tangents)
    {
        Tensor units = Tensor.Eye<double>(Shape.ElementCount).Cast(DType);
        Tensor[] elements = [.. Enumerable.Range(0, Shape.ElementCount).Select(Element)];
        return elements.Length == 0 ? Tensor.Filled(0, Shape, DType) : Tensor.Stack(elements).Reshape(Shape);

        Tensor Element(int row) => Gradients(at, value, units.Select(0, row).Reshape(Shape), static node => node is not null)
            .Select((gradient, i) => inputs[i] is null ? Tensor.Scalar(0, DType) : (gradient! * tangents[i]).Sum().Cast(DType))
            .Aggregate(static (sum, term) => sum + term);
    }

    /// <summary>What Backward returns, checked.</summary>
    private Tensor?[] Gradients(Tensor[] at, Tensor value, Tensor upstream, Func<Node?, bool> wants)
    {
        Tensor?[] gradients = function.CallBackward(at, value, upstream) ?? throw Errors.State(Operation,
            "Backward returns null", $"return {at.Length} gradients, one for each input");
        if (gradients.Length != at.Length)
            throw Errors.State(Operation, $"Backward returns {gradients.Length} gradients for {at.Length} inputs",
                "return one for each input, in their order");
        for (int i = 0; i < gradients.Length; i++)
            if (wants(inputs[i]))
                Checked(gradients[i] ?? throw Errors.State(Operation, $"Backward returns null for {Called(i)} {at[i].Shape}, which requires a gradient",
                    "return its gradient, or zeros where there is none", at[i].Shape), at[i].Shape, at[i].DType, "Backward returns a gradient", Called(i));
        return gradients;
    }

    private string Called(int input) => inputs[input]?.Name is { } name ? $"input {input} '{name}'" : $"input {input}";

    private Tensor Checked(Tensor found, Shape shape, DType type, string what, string of)
    {
        if (found.DType != type)
            throw Errors.State(Operation, $"{what} of type {found.DType} for {of}, which is {type}", $"convert it with .Cast(DType.{type})", found.Shape, shape);
        if (found.Shape == shape)
            return found;
        string remedy = Broadcast.Fits(shape, found.Shape) ? "sum it over the axes along which it was broadcast"
            : found.Rank == 2 && found.Transpose().Shape == shape ? "transpose it" : $"return one of shape {shape}";
        throw Errors.State(Operation, $"{what} of shape {found.Shape} for {of}, which has shape {shape}", remedy, found.Shape, shape);
    }

    /// <summary>A product of the upstream gradient that does not depend on it left the tape, unless it is zero.</summary>
    private void RequireOnTape(Tensor gradient)
    {
        if (gradient.Node is null && gradient.Count > 0 && gradient.Abs().Max().ToDouble() != 0)
            throw Errors.State(Operation,
                "Backward leaves the tape: its result does not follow from the upstream gradient by tensor operations, so it cannot be differentiated",
                "write it in tensor operations, without Detach, NoGrad or reading numbers, or mark the class [OnceDifferentiable]", gradient.Shape);
    }

    private static Tensor[] Tracked(Saved[] saved) => [.. saved.Select(static one => one.Tensor!)];

    private static Tensor[] Values(Saved[] saved) => [.. saved.Select(static one => one.Tensor!.Values())];

    private protected override void VerifySaved()
    {
        foreach (Saved saved in x)
            saved.Verify(this);
        y.Verify(this);
    }

    private protected override void DropSaved()
    {
        for (int i = 0; i < x.Length; i++)
            x[i].Drop();
        y.Drop();
    }
}

/// <summary>Stands on a derivative that cannot be differentiated itself, and says so to whoever tries.</summary>
internal sealed class OnceDifferentiatedNode(Function function, Node?[] inputs, Tensor result) : Node(function.Name, result.Shape, result.DType)
{
    /// <summary>The derivative as a result of what it was computed from; as it is where none of that was recorded.</summary>
    public static Tensor On(Tensor derivative, Function function, Node?[] inputs)
    {
        Tensor result = derivative.Values();
        if (inputs.Any(static input => input is not null))
            result.Record(new OnceDifferentiatedNode(function, inputs, result));
        return result;
    }

    internal override int InputCount => inputs.Length;

    internal override Node? InputAt(int index) => inputs[index];

    internal override void PullBack(Tensor upstream, BackwardWalk walk) => throw Refusal();

    internal override Tensor PushForward(ForwardWalk walk) => throw Refusal();

    private Exception Refusal() => Errors.State(Operation, $"{Operation} is marked [OnceDifferentiable], and its derivative was to be differentiated",
        "write its Backward in tensor operations and remove the attribute, or stay at the first order", Shape);
}
