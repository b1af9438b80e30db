namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The determinant of square matrices in the last two axes; 1 for <c>[0, 0]</c>. Derivative: the matrix of cofactors, which
    /// exists at singular matrices too, to every order: it is found without division by what can vanish. An order k ≥ 3 takes nᵏ steps.
    /// NaN or ±∞ in a matrix give NaN.
    /// Source: Golub and Van Loan, Matrix Computations, 3.2 and 3.4.
    /// </summary>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public Tensor Determinant()
    {
        Matrices.RequireSquare(this, nameof(Determinant));
        double[] values = Array.ConvertAll(LuFactors.Of(this), static one => one.Determinant.Value);
        return General.Record(new DeterminantRule(), this, ColumnMajor.WriteRows([values], Shape.Leading(2), DType));
    }
}

internal readonly struct DeterminantRule : IGeneralRule
{
    public static Reads Reads => Reads.X;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => upstream.Unsqueeze(-1).Unsqueeze(-1) * CofactorsNode.Of(x);

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => (tangent * CofactorsNode.Of(x)).Sum([-2, -1]);
}
