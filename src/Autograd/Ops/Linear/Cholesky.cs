namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The lower triangle L with A = L·Lᵀ and a positive diagonal, of symmetric positive definite matrices in the last two
    /// axes. Derivative: dL = L·Φ(L⁻¹·dA·L⁻ᵀ), where Φ takes the lower triangle and halves its diagonal; the gradient is
    /// symmetric, as A is. Source: Murray, 2016, Differentiation of the Cholesky decomposition.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The matrices are not square, not symmetric (to 10⁻⁸ of the largest element; 10⁻⁴ in float32), not positive definite, or have NaN or ±∞ in them.
    /// </exception>
    public Tensor Cholesky()
    {
        Matrices.RequireNumbers(this, nameof(Cholesky));
        Matrices.RequireSymmetric(this, nameof(Cholesky));
        double[][] matrices = ColumnMajor.Read(this);
        for (int i = 0; i < matrices.Length; i++)
            if (Factorisations.Cholesky(matrices[i], Shape[-1]) is { } minor)
                throw Errors.Argument(nameof(Cholesky),
                    $"{Matrices.Name(i, this)} is not positive definite: its leading minor of order {minor} is not positive",
                    "add a multiple of the identity, or use SymmetricEigen", Shape);
        return General.Record(new CholeskyRule(), this, ColumnMajor.Write(matrices, Shape, DType));
    }
}

internal readonly struct CholeskyRule : IGeneralRule
{
    public static Reads Reads => Reads.Y;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y)
    {
        Tensor turned = SolveNode.Apply(y.Transpose(), HalfLower(y.Transpose().MatMul(upstream)));
        return Symmetric(SolveNode.Apply(y.Transpose(), turned.Transpose()));
    }

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y)
    {
        Tensor turned = SolveNode.Apply(y, Symmetric(tangent));
        return y.MatMul(HalfLower(SolveNode.Apply(y, turned.Transpose())));
    }

    private static Tensor HalfLower(Tensor x) => (x.Tril() + x.Tril(-1)) * 0.5;

    private static Tensor Symmetric(Tensor x) => (x + x.Transpose()) * 0.5;
}
