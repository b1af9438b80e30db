namespace Autograd;

/// <summary>
/// What own operations have in common: derive from <see cref="UnaryFunction"/>, <see cref="BinaryFunction"/> or
/// <see cref="NaryFunction"/>. What is saved for the walk back are the inputs and the result, nothing else, so that higher
/// orders come out right: in a recorded walk, Backward is recorded like any other code.
/// </summary>
public abstract class Function
{
    private protected Function() => IsOnceDifferentiable = GetType().IsDefined(typeof(OnceDifferentiableAttribute), inherit: true);

    internal bool IsOnceDifferentiable { get; }

    /// <summary>The operation's name in errors and pictures: the class's.</summary>
    internal virtual string Name => GetType().Name;

    internal abstract Tensor CallForward(Tensor[] x);

    /// <summary>A gradient for each input, unchecked.</summary>
    internal abstract Tensor?[]? CallBackward(Tensor[] x, Tensor y, Tensor upstream);

    /// <summary>The result's tangent, unchecked; null where the class states no rule.</summary>
    internal abstract Tensor? CallJvp(Tensor[] x, Tensor y, Tensor[] tangents);

    private protected Tensor Run(Tensor[] x)
    {
        for (int i = 0; i < x.Length; i++)
            Errors.RequireNotNull(x[i], $"input {i}", Name);
        long before = Node.Latest;

        // The inputs are cut off their tape, so nothing is recorded, unless something is read that is no input.
        Tensor value = CallForward([.. x.Select(static input => input.Values())])
            ?? throw Errors.State(Name, "Forward returns null", "return a tensor");
        if (value.Node is { } node && new NodeList([node], before).Nodes[0].Order <= before)
            throw Errors.State(Name, "Forward reads a recorded tensor that is none of its inputs, and so would get no gradient",
                "pass it as an input, or Detach it where no gradient is meant", value.Shape);

        Tensor y = value.Values();
        if (Recorder.Wants(Name, y, x))
            y.Record(new FunctionNode(this, x, y));
        return y;
    }
}

/// <summary>
/// On a <see cref="Function"/> whose Backward cannot be differentiated itself, since it leaves the tape (it reads numbers, or
/// calls code outside this library): the first order works, in both modes, and differentiating its gradient throws.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnceDifferentiableAttribute : Attribute;
