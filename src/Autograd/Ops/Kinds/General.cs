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

/// <summary>
/// The same rule once more, as kernels in the fewest passes over memory. It serves where nothing is being recorded; the rule
/// in tensor operations beside it serves all other walks, and the laws hold the two equal.
/// </summary>
internal interface IFusedRule : IGeneralRule
{
    /// <summary>The operand's gradient, from what was read and what the value's kernel left for it.</summary>
    Tensor PullBackAtOnce(Tensor upstream, Tensor x, Tensor y, Tensor left);
}

/// <summary>The kind of an operation with a rule of its own.</summary>
internal static class General
{
    /// <summary>Records a result that was computed from the operand.</summary>
    public static Tensor Record<G>(G rule, Tensor x, Tensor y, [CallerMemberName] string operation = "") where G : struct, IGeneralRule
    {
        if (Recorder.Wants(operation, y, x))
            y.Record(new GeneralNode<G>(rule, operation, x, y));
        return y;
    }

    /// <summary>The same for a rule with kernels, to which the value's kernel may leave something.</summary>
    public static Tensor RecordFused<G>(G rule, Tensor x, Tensor y, Tensor? left = null, [CallerMemberName] string operation = "")
        where G : struct, IFusedRule
    {
        if (Recorder.Wants(operation, y, x))
            y.Record(new FusedNode<G>(rule, operation, x, y, left));
        return y;
    }
}

internal class GeneralNode<G> : SavingNode where G : struct, IGeneralRule
{
    private protected readonly G rule;
    private protected readonly Node input;

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

    internal override Tensor? OperandAt(int index) => x.Tensor;

    private protected override Rule RuleIn(RuleWords words) => new(Operation, (rule as IGate)?.Gate);

    internal override void PullBack(Tensor upstream, BackwardWalk walk) => walk.Add(input, rule.PullBack(upstream, x.Tensor!, y.Tensor!));

    internal override Tensor PushForward(ForwardWalk walk) => rule.PushForward(walk.Tangent(input)!, x.Tensor!, y.Tensor!);
}

internal sealed class FusedNode<G> : GeneralNode<G> where G : struct, IFusedRule
{
    public FusedNode(G rule, string operation, Tensor x, Tensor y, Tensor? left) : base(rule, operation, x, y)
    {
        if (left is not null)
            z = new(left);
    }

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (walk.Recording)
            base.PullBack(upstream, walk);
        else
            walk.Add(input, rule.PullBackAtOnce(upstream, x.Tensor!, y.Tensor!, z.Tensor!));
    }
}
