namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The inverse of square matrices in the last two axes. To solve equations, <see cref="Solve"/> is faster and more
    /// accurate. Derivative: −Y·dA·Y, so −Yᵀ·u·Yᵀ, with Y the result and u the upstream gradient. NaN or ±∞ in a matrix give NaN.
    /// Source: Giles, 2008.
    /// </summary>
    /// <exception cref="ArgumentException">The matrices are not square, or one is singular but for rounding.</exception>
    public Tensor Inverse() => Inverse(nameof(Inverse));

    /// <summary>The inverse within another operation, which errors name.</summary>
    internal Tensor Inverse(string operation)
    {
        Matrices.RequireSquare(this, operation);
        LuFactors[] factors = LuFactors.OfRegular(this, operation);
        int order = Shape[-1];
        double[][] inverses = Array.ConvertAll(factors, one =>
        {
            double[] columns = new double[order * order];
            for (int i = 0; i < order; i++)
                columns[i * order + i] = 1;
            one.Solve(columns);
            return columns;
        });
        return General.Record(new InverseRule(), this, ColumnMajor.Write(inverses, Shape, DType), nameof(Inverse));
    }
}

internal readonly struct InverseRule : IGeneralRule
{
    public static Reads Reads => Reads.Y;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => -y.Transpose().MatMul(upstream).MatMul(y.Transpose());

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => -y.MatMul(tangent).MatMul(y);
}
