namespace Autograd;

/// <summary>
/// The eigenvectors that stand beside repeated eigenvalues and have none of these: they have derivatives of every order, by the
/// resolvent, which knows no vectors but their own. With dv = G·dA·v and G the pseudoinverse of λ − A: on what is perpendicular
/// to v, it is the inverse of λ − A + σ·v·vᵀ for any σ. What is read is recorded; the other vectors are left out by selection.
/// Source: Kato, Perturbation theory for linear operators, II.2; Magnus, On differentiating eigenvalues and eigenvectors, 1985.
/// </summary>
internal sealed class SimpleEigenvectors(Tensor matrix, Tensor values, Tensor vectors, Tensor isSimple)
{
    // Vectors are rows here, one for each system.
    private readonly Tensor rows = Tensor.Where(isSimple.Unsqueeze(-1), vectors.Transpose(), 0);

    /// <summary>The gradient of a function of these vectors, from an upstream gradient of all.</summary>
    public Tensor PullBack(Tensor upstream)
    {
        Tensor product = Solve(upstream.Transpose()).Transpose().MatMul(rows);
        return (product + product.Transpose()) * 0.5;
    }

    /// <summary>The tangents of these vectors, as columns, and zeros for the others.</summary>
    public Tensor PushForward(Tensor tangent) => Solve(rows.MatMul((tangent + tangent.Transpose()) * 0.5)).Transpose();

    private Tensor Solve(Tensor right)
    {
        Tensor identity = Tensor.Eye<double>(matrix.Shape[-1]).Cast(values.DType), systems = isSimple.Unsqueeze(-1).Unsqueeze(-1);
        Tensor along = Reciprocals.Size(matrix).Unsqueeze(-1) * rows.Unsqueeze(-1) * rows.Unsqueeze(-2);
        Tensor symmetric = ((matrix + matrix.Transpose()) * 0.5).Unsqueeze(-3);
        Tensor shifted = Tensor.Where(systems, values.Unsqueeze(-1).Unsqueeze(-1) * identity - symmetric + along, identity);
        Tensor across = Tensor.Where(isSimple.Unsqueeze(-1), right, 0);
        across -= (across * rows).Sum(-1, keepDims: true) * rows;
        return shifted.Solve(across.Unsqueeze(-1)).Squeeze(-1);
    }
}
