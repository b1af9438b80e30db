using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The rule of an operation that is neither elementwise nor linear, in tensor operations, so that it can be differentiated
/// again. Axes count from the end, and directions may carry leading dimensions.
/// </summary>
internal interface IGeneralRule
{
    /// <summary>What the rule reads of the operand and the result, y.</summary>
    static abstract Reads Reads { get; }

    /// <summary>The operand's gradient; what is not read is null.</summary>
    Tensor PullBack(Tensor upstream, Tensor x, Tensor y);

    /// <summary>The result's tangent.</summary>
    Tensor PushForward(Tensor tangent, Tensor x, Tensor y);
}

/// <summary>The kind of an operation with a rule of its own.</summary>
internal static class General
{
    /// <summary>Records a result that was computed from the operand.</summary>
    public static Tensor Record<G>(G rule, Tensor x, Tensor y, [CallerMemberName] string operation = "") where G : struct, IGeneralRule
    {
        if (x.Node is not null && Ambient.Current.Recording)
            y.Record(new GeneralNode<G>(rule, operation, x, y));
        return y;
    }
}

internal sealed class GeneralNode<G> : SavingNode where G : struct, IGeneralRule
{
    private readonly G rule;
    private readonly Node input;

    public GeneralNode(G rule, string operation, Tensor x, Tensor y) : base(operation, y.Shape, y.DType)
    {
        this.rule = rule;
        input = x.Node!;
        if (G.Reads.HasFlag(Reads.X))
            this.x = new(x);
        if (G.Reads.HasFlag(Reads.Y))
            this.y = new(y);
    }

    internal override int InputCount => 1;

    internal override Node InputAt(int index) => input;

    internal override void PullBack(Tensor upstream, BackwardWalk walk) => walk.Add(input, rule.PullBack(upstream, x.Tensor!, y.Tensor!));

    internal override Tensor PushForward(ForwardWalk walk) => rule.PushForward(walk.Tangent(input)!, x.Tensor!, y.Tensor!);
}
