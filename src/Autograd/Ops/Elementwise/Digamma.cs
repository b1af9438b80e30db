namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Digamma function, ψ(x) = d ln Γ(x) / dx, elementwise; NaN at the negative whole numbers, ∓∞ at ±0. Derivative: ψ⁽¹⁾(x),
    /// the trigamma function.
    /// </summary>
    public Tensor Digamma() => Unary.Apply(new PolygammaFormula(0), this);
}
