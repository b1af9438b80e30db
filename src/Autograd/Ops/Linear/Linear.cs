namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// A dense layer, x·W + b, with x <c>[…, in]</c>, the weight <c>[in, out]</c> and the bias <c>[out]</c>, which the product starts
    /// from. Derivative: as for <see cref="MatMul"/>, and the upstream gradient summed over rows in the bias.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the element types differ.</exception>
    public Tensor Linear(Tensor weight, Tensor? bias = null)
    {
        Errors.RequireNotNull(weight);
        if (weight.Rank != 2)
            throw Errors.Argument(nameof(Linear), $"the weight {weight.Described} is no matrix", "give it shape [in, out]", Shape, weight.Shape);
        if (bias is not null && (bias.Rank != 1 || bias.Shape[0] != weight.Shape[1]))
            throw Errors.Argument(nameof(Linear), $"the bias {bias.Described} does not fit the weight {weight.Described}", $"give it shape [{weight.Shape[1]}]", weight.Shape, bias.Shape);
        MatrixProductNode.Require(this, weight, nameof(Linear));
        if (bias is null)
            return MatMul(weight);
        if (bias.DType != DType)
            throw Errors.MixedTypes(nameof(Linear), this, bias);
        if (Rank == 2)
            return LinearNode.Apply(this, weight, bias);
        ReadOnlySpan<int> rows = Shape.Sizes[..^1];
        return LinearNode.Apply(Reshape(Shape.Create(rows).ElementCount, Shape[-1]), weight, bias).Reshape([.. rows, weight.Shape[1]]);
    }
}

/// <summary>x·W + b for a matrix x: linear in each of the three.</summary>
internal sealed class LinearNode : SavingNode
{
    private readonly Node? input, weight, bias;
    private readonly Shape inputShape, weightShape;

    private LinearNode(Tensor x, Tensor w, Tensor b, Tensor result) : base(nameof(Tensor.Linear), result.Shape, result.DType)
    {
        (input, weight, bias, inputShape, weightShape) = (x.Node, w.Node, b.Node, x.Shape, w.Shape);
        if (weight is not null)
            this.x = new(x);
        if (input is not null)
            y = new(w);
    }

    internal override int InputCount => 3;

    public static Tensor Apply(Tensor x, Tensor w, Tensor b)
    {
        Tensor result = Tensor.Allocate(Shape.Checked([x.Shape[0], w.Shape[1]], nameof(Tensor.Linear)), x.DType);
        Products.Run(x, w, result, start: b);
        if (Recorder.Wants(nameof(Tensor.Linear), result, x, w, b))
            result.Record(new LinearNode(x, w, b, result));
        return result;
    }

    internal override Node? InputAt(int index) => index switch { 0 => input, 1 => weight, _ => bias };

    internal override Tensor? OperandAt(int index) => index switch { 0 => x.Tensor, 1 => y.Tensor, _ => null };

    private protected override Rule RuleIn(RuleWords words) => new(Operation, MatrixProductNode.Swaps);

    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (walk.Wants(input))
            MatrixProductNode.Add(walk, input, upstream, y.Tensor!.Transpose(), inputShape, inputShape);
        if (walk.Wants(weight))
            MatrixProductNode.Add(walk, weight, x.Tensor!.Transpose(), upstream, weightShape, weightShape);
        if (walk.Wants(bias))
            walk.Add(bias, upstream.Sum(-2));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor? change = walk.Tangent(input) is { } dx ? MatrixProductNode.Push(dx, y.Tensor!) : null;
        if (walk.Tangent(weight) is { } dw)
            change = Plus(change, MatrixProductNode.Push(x.Tensor!, dw));
        if (walk.Tangent(bias) is { } db)
            change = Plus(change, db.Unsqueeze(-2).BroadcastTo([.. db.Shape.Leading(1), .. Shape]));
        return change!;
    }

    private static Tensor Plus(Tensor? sum, Tensor term) => sum is null ? term : sum + term;
}
