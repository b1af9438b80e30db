namespace Autograd;

public sealed partial class Tensor
{
    // Below this the inverse in the second derivative would lose more digits than it keeps.
    private const double SafePivot = 1e-5;

    /// <summary>
    /// The determinant of square matrices in the last two axes; 1 for <c>[0, 0]</c>. Derivative: the matrix of cofactors, det·A⁻ᵀ,
    /// which exists and is exact at singular matrices too, to every order: there the matrix is turned to the axes of its
    /// singular values, and what is near zero is expanded without division.
    /// Source: Golub and Van Loan, Matrix Computations, 3.2; Bird, 2011, for the expansion.
    /// </summary>
    /// <exception cref="ArgumentException">The matrices are not square.</exception>
    public Tensor Determinant()
    {
        Matrices.RequireSquare(this, nameof(Determinant));
        LuFactors[] factors = LuFactors.Of(this);
        Shape batch = Shape.Leading(2);
        if (!Array.Exists(factors, static one => one.WeakestPivot < SafePivot))
        {
            double[] values = Array.ConvertAll(factors, static one => one.Determinant);
            return General.Record(new DeterminantRule(), this, ColumnMajor.WriteRows([values], batch, DType));
        }

        Tensor matrices = Reshape([factors.Length, .. Shape.Trailing(2)]);
        return Stack([.. factors.Select((one, i) => one.WeakestPivot < SafePivot
            ? SingularDeterminant.Of(matrices.Select(0, i))
            : matrices.Select(0, i).Determinant())]).Reshape(batch);
    }
}

/// <summary>Where the inverse exists.</summary>
internal readonly struct DeterminantRule : IGeneralRule
{
    public static Reads Reads => Reads.X | Reads.Y;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) => (upstream * y).Unsqueeze(-1).Unsqueeze(-1) * x.Inverse().Transpose();

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y) => y * (tangent * x.Inverse().Transpose()).Sum([-2, -1]);
}

/// <summary>
/// The determinant of one matrix that is singular or nearly so, by operations that are all regular there: with A = U·S·Vᵀ
/// at this point, det A = ± det(UᵀAV), and of that matrix the block of large singular values has an inverse, whatever the
/// rest is.
/// </summary>
internal static class SingularDeterminant
{
    // Relative to the largest singular value.
    private const double Small = 1e-3;

    public static Tensor Of(Tensor a)
    {
        // The axes are constants: the product does not depend on which are chosen.
        (Tensor u, Tensor s, Tensor vt) = a.Values().Svd();
        double sign = Math.Round((u.Determinant() * vt.Determinant()).ToDouble());
        double[] values = s.Cast(DType.Float64).ToArray<double>();
        int order = values.Length, large = values.Count(value => value > Small * values[0]);
        Tensor turned = u.Transpose().MatMul(a).MatMul(vt.Transpose());
        Tensor rest = turned.Slice(0, large, order).Slice(1, large, order);
        if (large == 0)
            return sign * Expanded(rest);

        Tensor first = turned.Slice(0, 0, large).Slice(1, 0, large);
        Tensor right = turned.Slice(0, 0, large).Slice(1, large, order), below = turned.Slice(0, large, order).Slice(1, 0, large);
        return sign * first.Determinant() * Expanded(rest - below.MatMul(first.Solve(right)));
    }

    /// <summary>A determinant by products and sums alone, in as many matrix products as there are rows.</summary>
    private static Tensor Expanded(Tensor a)
    {
        int order = a.Shape[0];
        if (order == 0)
            return Tensor.Filled(1, default, a.DType);
        Tensor after = Tensor.Filled(1, [order, order], a.DType).Triu(1), power = a;
        for (int i = 1; i < order; i++)
            power = (power.Triu(1) - after.MatMul(power.Diagonal()).Diagonal()).MatMul(a);
        return (order % 2 == 0 ? -power : power)[0, 0];
    }
}
