namespace Autograd;

/// <summary>The kind of a user's formula: one pass for the value and slopes, every order through traced duals.</summary>
internal static class Mapped
{
    public static Tensor Apply<M>(M mapping, params ReadOnlySpan<Tensor> operands) where M : struct, IMapping
    {
        for (int i = 0; i < operands.Length; i++)
            Errors.RequireNotNull(operands[i], $"{(char)('a' + i)}", nameof(Tensor.Map));
        Shape shape = operands[0].Shape;
        foreach (Tensor operand in operands)
        {
            if (operand.DType != operands[0].DType)
                throw Errors.MixedTypes(nameof(Tensor.Map), operands[0], operand);
            shape = Broadcast.Shapes(shape, operand.Shape, nameof(Tensor.Map), shape == operands[0].Shape ? operands[0] : null, operand);
        }

        Tensor value = Tensor.Allocate(shape, operands[0].DType);
        Run(mapping, operands, upstream: null, [value], shape);
        if (Recorder.Wants(nameof(Tensor.Map), value, operands))
            value.Record(new MappedNode<M>(mapping, operands.ToArray(), value));
        return value;
    }

    /// <summary>The formula's values, or an upstream gradient times its slopes, over operands repeated to a shape.</summary>
    public static void Run<M>(M mapping, ReadOnlySpan<Tensor> operands, Tensor? upstream, Tensor?[] targets, Shape shape)
        where M : struct, IMapping
    {
        if (shape.ElementCount == 0)
            return;
        Tensor[] flat = new Tensor[operands.Length];
        for (int i = 0; i < flat.Length; i++)
            flat[i] = Flat(operands[i].Values(), shape);
        upstream = upstream is null ? null : Flat(upstream, shape);
        Dispatch.Run(flat[0].DType, new MapKernel<M>(mapping, flat, upstream, targets, shape.ElementCount));
        GC.KeepAlive(flat);
        GC.KeepAlive(upstream);
    }

    private static Tensor Flat(Tensor operand, Shape shape) => operand.Layout.IsUniform
        ? operand.View(operand.Layout.First)
        : Copy.RowMajor(operand.BroadcastTo(shape));
}

/// <summary>
/// The local gradients are computed anew from the operands, in the pass that multiplies them by the upstream: cheaper than to
/// write them down and read them again, which is done only for several directions at once, and for tangents. A recorded walk
/// forms them as recorded operations.
/// </summary>
internal sealed class MappedNode<M>(M mapping, Tensor[] operands, Tensor value)
    : Node(nameof(Tensor.Map), value.Shape, value.DType) where M : struct, IMapping
{
    private readonly Node?[] inputs = [.. operands.Select(static operand => operand.Node)];
    private readonly Shape[] shapes = [.. operands.Select(static operand => operand.Shape)];
    private readonly Saved[] operands = [.. operands.Select(static operand => new Saved(operand))];

    internal override int InputCount => inputs.Length;

    internal override IEnumerable<Tensor> SavedTensors => operands.Select(static saved => saved.Tensor).OfType<Tensor>();

    internal override Node? InputAt(int index) => inputs[index];

    internal override Tensor? OperandAt(int index) => operands[index].Tensor;

    internal override Tensor? LocalGradient(int index) => TimesSlopes(Tensor.Filled(1, Shape, DType), node => node == inputs[index])[index];

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        Tensor?[] gradients = walk.Recording || upstream.Shape != Shape
            ? [.. Slopes(walk.Recording, walk.Wants).Select(slope => slope is null ? null : Times(upstream, slope))]
            : TimesSlopes(upstream, walk.Wants);
        for (int i = 0; i < inputs.Length; i++)
            if (gradients[i] is { } gradient)
                walk.Add(inputs[i], Broadcasting.Reduce(gradient, Shape, shapes[i]));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor?[] slopes = Slopes(walk.Recording, input => walk.Tangent(input) is not null);
        Tensor? sum = null;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (slopes[i] is not { } slope)
                continue;
            Tensor term = Times(Broadcasting.Expand(walk.Tangent(inputs[i])!, shapes[i], Shape), slope);
            sum = sum is null ? term : sum + term;
        }

        return sum!;
    }

    private static Tensor Times(Tensor direction, Tensor slope) => Autograd.Slopes.Times(direction, new Traced(slope));

    /// <summary>The upstream gradient times the slopes that are asked for, in one pass.</summary>
    private Tensor?[] TimesSlopes(Tensor upstream, Func<Node?, bool> asked)
    {
        Tensor?[] targets = [.. inputs.Select(input => asked(input) ? Tensor.Allocate(Shape, DType) : null)];
        Mapped.Run(mapping, [.. operands.Select(static saved => saved.Tensor!)], upstream, targets, Shape);
        return targets;
    }

    /// <summary>The slopes that are asked for, recorded or not.</summary>
    private Tensor?[] Slopes(bool recording, Func<Node?, bool> asked)
    {
        if (!recording)
            return TimesSlopes(Tensor.Scalar(1, DType), asked);
        Traced At(int i) => Autograd.Slopes.Trace(operands[Math.Min(i, operands.Length - 1)]);
        mapping.ValueAndSlopes<Traced, ChainProduct>(new(At(0), At(1), At(2), At(3), At(4)), out Arguments<Traced> all);
        Traced[] slopes = [all.A, all.B, all.C, all.D, all.E];
        return [.. inputs.Select((input, i) => asked(input) ? slopes[i].ToTensor(DType) : null)];
    }

    private protected override void VerifySaved()
    {
        foreach (Saved saved in operands)
            saved.Verify(this);
    }

    private protected override void DropSaved()
    {
        foreach (ref Saved saved in operands.AsSpan())
            saved.Drop();
    }
}
