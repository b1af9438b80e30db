namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// A dense layer, x·W + b, with x <c>[…, in]</c>, the weight <c>[in, out]</c> and the bias <c>[out]</c>. Derivative: as for
    /// <see cref="MatMul"/>, and the upstream gradient summed over rows in the bias.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the element types differ.</exception>
    public Tensor Linear(Tensor weight, Tensor? bias = null)
    {
        Errors.RequireNotNull(weight);
        if (weight.Rank != 2)
            throw Errors.Argument(nameof(Linear), $"the weight has shape {weight.Shape}", "give it shape [in, out]", Shape, weight.Shape);
        if (bias is not null && (bias.Rank != 1 || bias.Shape[0] != weight.Shape[1]))
            throw Errors.Argument(nameof(Linear), $"the bias {bias.Shape} does not fit the weight {weight.Shape}", $"give it shape [{weight.Shape[1]}]", weight.Shape, bias.Shape);
        MatrixProductNode.Require(this, weight, nameof(Linear));
        Tensor product = MatMul(weight);
        using Ambient.Stretch _ = Broadcast.Intended();
        return bias is null ? product : product + bias;
    }
}
