namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>x held between −1 and 1, elementwise. Derivative: 1 strictly between them, 0 outside and at ±1.</summary>
    public Tensor Hardtanh() => Unary.Apply(new ClampFormula(-1, 1), this);
}
