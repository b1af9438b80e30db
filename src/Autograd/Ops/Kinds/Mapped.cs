namespace Autograd;

/// <summary>The kind of a user's formula: one pass for the value and slopes, every order through traced duals.</summary>
internal static class Mapped
{
    public static Tensor Apply<M>(M mapping, params ReadOnlySpan<Tensor> operands) where M : struct, IMapping
    {
        Shape shape = operands[0].Shape;
        bool record = false;
        foreach (Tensor operand in operands)
        {
            Errors.RequireNotNull(operand);
            if (operand.DType != operands[0].DType)
                throw Errors.MixedTypes(nameof(Tensor.Map), operands[0].DType, operand.DType, operands[0].Shape, operand.Shape);
            shape = Broadcast.Shapes(shape, operand.Shape, nameof(Tensor.Map));
            record |= operand.Node is not null;
        }

        record &= Ambient.Current.Recording;
        Tensor value = Tensor.Allocate(shape, operands[0].DType);
        Tensor[] slopes = new Tensor[record ? operands.Length : 0], flat = new Tensor[operands.Length];
        for (int i = 0; i < slopes.Length; i++)
            slopes[i] = Tensor.Allocate(shape, value.DType);
        for (int i = 0; i < flat.Length; i++)
            flat[i] = operands[i].Count == 1 ? operands[i] : Copy.RowMajor(operands[i].Detach().BroadcastTo(shape));
        if (value.Count > 0)
            Dispatch.Run(value.DType, new MapKernel<M>(mapping, flat, value, slopes));
        GC.KeepAlive(flat);
        if (record)
            value.Record(new MappedNode<M>(mapping, operands.ToArray(), slopes, value));
        return value;
    }
}

/// <summary>Directions are multiplied by the slopes that were saved; a recorded walk forms them anew, from the operands.</summary>
internal sealed class MappedNode<M>(M mapping, Tensor[] operands, Tensor[] slopes, Tensor value)
    : Node(nameof(Tensor.Map), value.Shape, value.DType) where M : struct, IMapping
{
    private readonly Node?[] inputs = [.. operands.Select(static operand => operand.Node)];
    private readonly Shape[] shapes = [.. operands.Select(static operand => operand.Shape)];
    private readonly Saved[] operands = [.. operands.Select(static operand => new Saved(operand))];
    private readonly Saved[] slopes = [.. slopes.Select(static slope => new Saved(slope))];

    internal override int InputCount => inputs.Length;

    internal override IEnumerable<Tensor> SavedTensors => operands.Concat(slopes).Select(static saved => saved.Tensor).OfType<Tensor>();

    internal override Node? InputAt(int index) => inputs[index];

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        Traced[] traced = walk.Recording ? TracedSlopes() : [];
        for (int i = 0; i < inputs.Length; i++)
            if (walk.Wants(inputs[i]))
                walk.Add(inputs[i], Broadcasting.Reduce(Times(upstream, i, traced), Shape, shapes[i]));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Traced[] traced = walk.Recording ? TracedSlopes() : [];
        Tensor? sum = null;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (Broadcasting.Expand(walk.Tangent(inputs[i]), shapes[i], Shape) is not { } tangent)
                continue;
            Tensor term = Times(tangent, i, traced);
            sum = sum is null ? term : sum + term;
        }

        return sum!;
    }

    private Tensor Times(Tensor direction, int i, Traced[] traced) =>
        Slopes.Times(direction, traced.Length > 0 ? traced[i] : Slopes.Trace(slopes[i]));

    private Traced[] TracedSlopes()
    {
        Traced At(int i) => Slopes.Trace(operands[Math.Min(i, operands.Length - 1)]);
        mapping.ValueAndSlopes<Traced>(new(At(0), At(1), At(2), At(3), At(4)), out Arguments<Traced> all);
        return [all.A, all.B, all.C, all.D, all.E];
    }

    private protected override void VerifySaved()
    {
        foreach (Saved saved in operands)
            saved.Verify(this);
        foreach (Saved saved in slopes)
            saved.Verify(this);
    }

    private protected override void DropSaved()
    {
        foreach (ref Saved saved in operands.AsSpan())
            saved.Drop();
        foreach (ref Saved saved in slopes.AsSpan())
            saved.Drop();
    }
}
