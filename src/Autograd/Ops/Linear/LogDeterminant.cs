namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// ln |det A| of square matrices in the last two axes, without the overflow of the determinant; 0 for <c>[0, 0]</c>.
    /// Derivative: A⁻ᵀ. At a singular matrix the value is −∞, or very low where rounding hides it; there it has no derivative, nor
    /// a one-sided limit that all directions share, so the gradient throws. NaN or ±∞ in a matrix give NaN.
    /// Source: Golub and Van Loan, Matrix Computations, 3.2.
    /// </summary>
    /// <exception cref="ArgumentException">The matrices are not square; in the gradient, one is singular but for rounding.</exception>
    public Tensor LogDeterminant() => SignAndLogDeterminant(nameof(LogDeterminant)).LogAbs;

    /// <summary>The determinant as its sign, which no gradient flows through, and the logarithm of its size.</summary>
    internal (Tensor Sign, Tensor LogAbs) SignAndLogDeterminant(string operation)
    {
        Matrices.RequireSquare(this, operation);
        LuFactors[] factors = LuFactors.Of(this);
        Shape batch = Shape.Leading(2);
        Tensor sign = ColumnMajor.WriteRows([Array.ConvertAll(factors, static one => one.Sign)], batch, DType);
        Tensor size = ColumnMajor.WriteRows([Array.ConvertAll(factors, static one => one.Determinant.LogSize)], batch, DType);
        return (sign, General.Record(new LogDeterminantRule(), this, size, operation));
    }
}

internal readonly struct LogDeterminantRule : IGeneralRule
{
    public static Reads Reads => Reads.X;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => upstream.Unsqueeze(-1).Unsqueeze(-1) * x.Inverse(nameof(Tensor.LogDeterminant)).Transpose();

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => (tangent * x.Inverse(nameof(Tensor.LogDeterminant)).Transpose()).Sum([-2, -1]);
}
