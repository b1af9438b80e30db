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
    /// squares, have their gradients, directional derivatives, and second derivatives as gradients of gradients or directional
    /// derivatives of gradients; others get the gradient of the vectors found. Vectors of the eigenvalues beside them, which do not
    /// repeat, have derivatives of every order in every mode. What would divide by the values' difference, such as a gradient through
    /// the vectors of repeated ones, and derivatives beyond these that turn them, throw, unless multiplied by zero; tangents of those
    /// vectors are NaN.
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
            EigenSpectrum spectrum = new(this, values, vectors);
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
internal sealed class EigenSpectrum(Tensor matrix, Tensor values, Tensor vectors) : ISpectrum
{
    private readonly Saved matrix = new(matrix);

    public string Operation => nameof(Tensor.SymmetricEigen);

    public Tensor[] Parts => [values, vectors];

    public ConditionalWeakTable<object, ISpectrum> InWalks { get; } = [];

    public ISpectrum Along(Tensor direction) => RepeatedValues.Turns(values, Inside((direction + direction.Transpose()) * 0.5), Operation) is { } turns
        ? new EigenSpectrum(matrix.Tensor!, values, vectors.MatMul(turns))
        : this;

    public Tensor Vectors => vectors;

    public Reciprocals Differences => Reciprocals.OfDifferences(values, Operation, "eigenvalues");

    /// <summary>The vectors whose eigenvalues do not repeat, where others do.</summary>
    public SimpleEigenvectors Simple(Node node)
    {
        matrix.Verify(node);
        return new(matrix.Tensor!, values, vectors, Differences.CompleteColumns);
    }

    public Tensor Rebuild(Tensor diagonal) => (vectors * diagonal.Unsqueeze(-2)).MatMul(vectors.Transpose());

    public Tensor Read(Tensor direction) => Inside(direction).Diagonal();

    public Tensor Turn(Tensor diagonal, Tensor direction) =>
        Outside(Differences.TimesDifferences(diagonal, Inside((direction + direction.Transpose()) * 0.5)));

    public Tensor Inside(Tensor direction) => vectors.Transpose().MatMul(direction).MatMul(vectors);

    public Tensor Outside(Tensor turned) => vectors.MatMul(turned).MatMul(vectors.Transpose());
}

internal sealed class EigenvectorsNode(EigenSpectrum spectrum, Node input, Tensor vectors) : SpectrumNode<EigenSpectrum>(spectrum, input, vectors)
{
    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        Reciprocals differences = Spectrum.Differences;
        if (!walk.Recording || differences.AreComplete)
        {
            walk.Add(Input, PullBack(differences, upstream));
            return;
        }

        // The gradient of simple vectors alone can be differentiated again.
        walk.Add(Input, Spectrum.Simple(this).PullBack(upstream)
            + PullBack(differences, Tensor.Where(differences.CompleteColumns.Unsqueeze(-2), 0, upstream)));
    }

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor tangent = walk.Tangent(Input)!;
        Reciprocals differences = Spectrum.Differences;
        if (!walk.Recording || differences.AreComplete)
            return PushForward(differences, tangent);

        // Tangents that do not exist are no functions, and nothing is differentiated through them.
        Tensor others = PushForward(differences, tangent);
        return Tensor.Where(differences.CompleteColumns.Unsqueeze(-2), Spectrum.Simple(this).PushForward(tangent),
            others.Values().IsNaN().Any().ToDouble() > 0 ? others.Values() : others);
    }

    private Tensor PullBack(Reciprocals differences, Tensor upstream)
    {
        Tensor turned = Spectrum.Vectors.Transpose().MatMul(upstream), back = turned.Transpose();
        return Spectrum.Outside(differences.Times(turned - back, turned.Abs() + back.Abs(), Reciprocals.Size(upstream)) * 0.5);
    }

    private Tensor PushForward(Reciprocals differences, Tensor tangent)
    {
        Tensor turned = Spectrum.Inside((tangent + tangent.Transpose()) * 0.5);
        return Spectrum.Vectors.MatMul(differences.TimesOrNaN(turned, turned, Reciprocals.Size(tangent)));
    }
}
