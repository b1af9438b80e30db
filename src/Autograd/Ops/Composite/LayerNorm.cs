namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// (x − mean) / √(variance + ε) over the last axis, with the population's variance; then times the weight, plus the bias,
    /// both of the last axis's size, where given. Derivative: by the rules of its parts.
    /// Source: Ba, Kiros and Hinton, Layer Normalization, 2016.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor is a scalar, its last axis is empty, or weight or bias do not fit.</exception>
    public Tensor LayerNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
    {
        if (Rank == 0)
            throw Errors.Argument(nameof(LayerNorm), "a scalar has no last axis", "give at least one axis", Shape);
        foreach (Tensor? part in (ReadOnlySpan<Tensor?>)[weight, bias])
            if (part is not null && part.Shape != Shape.Trailing(1))
                throw Errors.Argument(nameof(LayerNorm), $"weight and bias {part.Shape} do not fit the last axis of {Shape}",
                    $"give them shape {Shape.Trailing(1)}", Shape, part.Shape);
        int[] last = [Rank - 1];
        Axes.RequireElements(Shape, last, nameof(LayerNorm));
        using Ambient.Stretch _ = Broadcast.Intended();
        Tensor deviations = Deviations(last);
        Tensor result = deviations * (deviations.Square().MeanOver(last, keepDims: true) + epsilon).Rsqrt();
        result = weight is null ? result : result * weight;
        return bias is null ? result : result + bias;
    }
}
