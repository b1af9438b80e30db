using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The eigenvalues, ascending, of symmetric matrices in the last two axes, and orthonormal eigenvectors as columns:
    /// A = V·diag(λ)·Vᵀ. Vectors are unique up to sign. Derivatives: dλ = diag(P) and dV = V·(F∘P), with P = Vᵀ·dA·V and
    /// Fᵢⱼ = 1/(λⱼ − λᵢ) off the diagonal; the gradient is symmetric, as A is. Source: Giles, 2008; Lewis, 1996.
    /// <para>
    /// Where eigenvalues repeat (differ by rounding alone), functions that are symmetric in them, such as the sum of their
    /// squares, have their first and second derivatives in every mode; others get the gradient of the vectors found. Vectors of the
    /// eigenvalues beside them, which do not repeat, have derivatives of every order. What would divide by the values' difference,
    /// such as a gradient through the vectors of repeated ones, or a third derivative that turns them, throws, unless multiplied by
    /// zero; tangents of those vectors are NaN.
    /// </para>
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The matrices are not square, not symmetric (to 10⁻⁸ of the largest element; 10⁻⁴ in float32), or have NaN or ±∞ in them.
    /// </exception>
    public Eigendecomposition SymmetricEigen()
    {
        Matrices.RequireNumbers(this, nameof(SymmetricEigen));
        Matrices.RequireSymmetric(this, nameof(SymmetricEigen));
        var parts = Array.ConvertAll(ColumnMajor.Read(this), matrix => Factorisations.SymmetricEigen(matrix, Shape[-1], nameof(SymmetricEigen)));
        Tensor values = ColumnMajor.WriteRows(Array.ConvertAll(parts, static part => part.Values), Shape.Without(Rank - 1), DType);
        Tensor vectors = ColumnMajor.Write(Array.ConvertAll(parts, static part => part.Vectors), Shape, DType);
        if (Recorder.Wants(nameof(SymmetricEigen), values, this) && Recorder.Wants(nameof(SymmetricEigen), vectors, this))
        {
            Saved matrix = new(this);
            EigenSpectrum spectrum = new(() => matrix.Read(nameof(SymmetricEigen)), values, vectors);
            values.Record(new SpectrumValuesNode<EigenSpectrum>(spectrum, Node!, values));
            vectors.Record(new EigenvectorsNode(spectrum, Node!, vectors));
        }

        return new(values, vectors);
    }
}

/// <summary>Eigenvalues, ascending, and orthonormal eigenvectors as columns.</summary>
/// <param name="Values">Of shape <c>[…, n]</c>.</param>
/// <param name="Vectors">Of shape <c>[…, n, n]</c>.</param>
public readonly record struct Eigendecomposition(Tensor Values, Tensor Vectors);

/// <summary>V·diag(λ)·Vᵀ.</summary>
internal sealed class EigenSpectrum(Func<Tensor> matrix, Tensor values, Tensor vectors) : IVectorSpectrum
{
    public string Operation => nameof(Tensor.SymmetricEigen);

    public Tensor[] Parts => [values, vectors];

    public ConditionalWeakTable<object, ISpectrum> InWalks { get; } = [];

    public ISpectrum? Recorded { get; set; }

    public ISpectrum Along(Tensor direction) => RepeatedValues.Turns(values, Inside((direction + direction.Transpose()) * 0.5), Operation) is { } turns
        ? new EigenSpectrum(matrix, values, vectors.MatMul(turns))
        : this;

    public bool IsRegular => Differences.AreComplete;

    public Tensor IsSimple => Differences.CompleteColumns;

    private Reciprocals Differences => Reciprocals.OfDifferences(values, Operation, "eigenvalues");

    private SimpleEigenvectors Simple => new(matrix(), values, vectors, IsSimple);

    public Tensor Rebuild(Tensor diagonal) => (vectors * diagonal.Unsqueeze(-2)).MatMul(vectors.Transpose());

    public Tensor Read(Tensor direction) => Inside(direction).Diagonal();

    public Tensor Turn(Tensor diagonal, Tensor direction) =>
        Outside(Differences.TimesDifferences(diagonal, Inside((direction + direction.Transpose()) * 0.5)));

    public Tensor PullVectors(Tensor upstream)
    {
        Tensor turned = vectors.Transpose().MatMul(upstream), back = turned.Transpose();
        return Outside(Differences.Times(turned - back, turned.Abs() + back.Abs(), Reciprocals.Size(upstream)) * 0.5);
    }

    public Tensor PushVectors(Tensor tangent)
    {
        Tensor turned = Inside((tangent + tangent.Transpose()) * 0.5);
        return vectors.MatMul(Differences.TimesOrNaN(turned, turned, Reciprocals.Size(tangent)));
    }

    public Tensor PullSimple(Tensor upstream) => Simple.PullBack(upstream);

    public Tensor PushSimple(Tensor tangent) => Simple.PushForward(tangent);

    private Tensor Inside(Tensor direction) => vectors.Transpose().MatMul(direction).MatMul(vectors);

    private Tensor Outside(Tensor turned) => vectors.MatMul(turned).MatMul(vectors.Transpose());
}

internal sealed class EigenvectorsNode(EigenSpectrum spectrum, Node input, Tensor vectors)
    : SpectrumVectorsNode<EigenSpectrum>(spectrum, input, vectors)
{
    internal override void PullBack(Tensor upstream, BackwardWalk walk) => walk.Add(Input, PullBack(Spectrum, upstream, walk.Recording));

    internal override Tensor PushForward(ForwardWalk walk) => PushForward(Spectrum, walk.Tangent(Input)!, walk.Recording);
}
