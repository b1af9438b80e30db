using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The thin singular value decomposition A = U·diag(S)·Vᵀ of matrices <c>[…, m, n]</c> in the last two axes, with k the
    /// smaller of m and n: U <c>[…, m, k]</c>, S <c>[…, k]</c> descending, Vᵀ <c>[…, k, n]</c>. Vectors are unique up to a
    /// sign that each pair shares. Derivatives, with P = Uᵀ·dA·V and Fᵢⱼ = 1/(sⱼ² − sᵢ²) off the diagonal: dS = diag(P),
    /// dU = U·(F∘(P·S + S·Pᵀ)) + (1 − U·Uᵀ)·dA·V·S⁻¹, and dV likewise from Aᵀ. Source: Townsend, 2016; Lewis and Sendov, 2005.
    /// <para>
    /// Where singular values repeat (differ by rounding alone), functions that are symmetric in them, such as their sum, have
    /// their gradients, directional derivatives, and second derivatives as gradients of gradients or directional derivatives of
    /// gradients; at zero the gradient is that of the vectors found. What would divide by their difference or by zero, such as a
    /// gradient through their vectors, and derivatives beyond these that turn them, throw, unless multiplied by zero.
    /// </para>
    /// </summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two axes, or NaN or ±∞ in it.</exception>
    public SingularValueDecomposition Svd()
    {
        Matrices.RequireMatrix(this, nameof(Svd));
        Matrices.RequireNumbers(this, nameof(Svd));
        int rows = Shape[-2], columns = Shape[-1], count = Math.Min(rows, columns);
        Shape batch = Shape.Leading(2);
        var parts = Array.ConvertAll(ColumnMajor.Read(this), matrix => Factorisations.Svd(matrix, rows, columns, nameof(Svd)));
        Tensor u = ColumnMajor.Write(Array.ConvertAll(parts, static part => part.U), batch.Then([rows, count]), DType);
        Tensor s = ColumnMajor.WriteRows(Array.ConvertAll(parts, static part => part.S), batch.Then([count]), DType).Abs();
        Tensor vt = ColumnMajor.Write(Array.ConvertAll(parts, static part => part.Vt), batch.Then([count, columns]), DType);
        if (Recorder.Wants(nameof(Svd), u, this) && Recorder.Wants(nameof(Svd), s, this) && Recorder.Wants(nameof(Svd), vt, this))
        {
            SingularSpectrum spectrum = new(u, s, vt);
            u.Record(new SingularVectorsNode(spectrum, Node!, u, ofRows: false));
            s.Record(new SpectrumValuesNode<SingularSpectrum>(spectrum, Node!, s));
            vt.Record(new SingularVectorsNode(spectrum, Node!, vt, ofRows: true));
        }

        return new(u, s, vt);
    }
}

/// <summary>A = U·diag(S)·Vᵀ, thin.</summary>
/// <param name="U">Orthonormal columns, <c>[…, m, k]</c>.</param>
/// <param name="S">The singular values, descending, <c>[…, k]</c>.</param>
/// <param name="Vt">Orthonormal rows, <c>[…, k, n]</c>.</param>
public readonly record struct SingularValueDecomposition(Tensor U, Tensor S, Tensor Vt);

/// <summary>U·diag(s)·Vᵀ.</summary>
internal sealed class SingularSpectrum(Tensor u, Tensor s, Tensor vt) : ISpectrum
{
    public string Operation => nameof(Tensor.Svd);

    public Tensor[] Parts => [u, s, vt];

    public ConditionalWeakTable<object, ISpectrum> InWalks { get; } = [];

    public ISpectrum Along(Tensor direction)
    {
        Tensor inside = Inside(direction);
        return RepeatedValues.Turns(s, (inside + inside.Transpose()) * 0.5, Operation) is { } turns
            ? new SingularSpectrum(u.MatMul(turns), s, turns.Transpose().MatMul(vt))
            : this;
    }

    /// <summary>The decomposition of the transposed matrix.</summary>
    public SingularSpectrum Transposed => new(vt.Transpose(), s, u.Transpose());

    private Tensor V => vt.Transpose();

    private bool IsTall => u.Shape[-2] > s.Shape[-1];

    private bool IsWide => vt.Shape[-1] > s.Shape[-1];

    private Reciprocals Differences => Reciprocals.OfDifferences(s, Operation, "singular values");

    // sⱼ/(sᵢ + sⱼ): with the differences it divides by those of squares, which would leave the range.
    private Tensor Shares
    {
        get
        {
            Tensor sums = Reciprocals.Columns(s) + Reciprocals.Rows(s);
            return Reciprocals.Columns(s) / (sums + sums.Values().EqualTo(0));
        }
    }

    public Tensor Rebuild(Tensor diagonal) => Scaled(u, diagonal).MatMul(vt);

    public Tensor Read(Tensor direction) => Inside(direction).Diagonal();

    public Tensor Turn(Tensor diagonal, Tensor direction)
    {
        Tensor inside = Inside(direction), size = Reciprocals.Size(direction) * Reciprocals.Size(Reciprocals.Columns(diagonal));
        Tensor skew = (inside - inside.Transpose()) * 0.5 * (Reciprocals.Columns(diagonal) + Reciprocals.Rows(diagonal));
        Tensor turned = Differences.TimesDifferences(diagonal, (inside + inside.Transpose()) * 0.5)
            + Reciprocals.OfSums(s, Operation).Times(skew, skew, size);
        Tensor result = u.MatMul(turned).MatMul(vt);
        if (IsTall)
            result += OverValues(Scaled(direction.MatMul(V) - u.MatMul(inside), diagonal), size).MatMul(vt);
        if (IsWide)
            result += u.MatMul(OverValues(Scaled(direction.Transpose().MatMul(u) - V.MatMul(inside.Transpose()), diagonal), size).Transpose());
        return result;
    }

    /// <summary>The gradient of a function of U.</summary>
    public Tensor PullU(Tensor upstream)
    {
        Tensor turned = u.Transpose().MatMul(upstream), back = turned.Transpose(), size = Reciprocals.Size(upstream);
        Tensor left = u.MatMul(Differences.Times(turned - back, turned.Abs() + back.Abs(), size) * Shares);
        if (IsTall)
            left += OverValues(upstream - u.MatMul(turned), size);
        return left.MatMul(vt);
    }

    /// <summary>The tangent of U.</summary>
    public Tensor PushU(Tensor tangent)
    {
        Tensor inside = Inside(tangent), back = inside.Transpose(), size = Reciprocals.Size(tangent);
        Tensor shares = Shares, turned = inside * shares + back * shares.Transpose();
        // Two zeros would hide what they divide.
        Tensor result = u.MatMul(Differences.Times(turned, inside.Abs() + back.Abs(), size));
        return IsTall ? result + OverValues(tangent.MatMul(V) - u.MatMul(inside), size) : result;
    }

    private Tensor OverValues(Tensor columns, Tensor size) => Reciprocals.OfValues(s, Operation).Times(columns, columns, size);

    private Tensor Inside(Tensor direction) => u.Transpose().MatMul(direction).MatMul(V);

    private static Tensor Scaled(Tensor columns, Tensor factors) => columns * Reciprocals.Columns(factors);
}

/// <summary>U, or Vᵀ, which is the transpose of the U of the transposed matrix.</summary>
internal sealed class SingularVectorsNode(SingularSpectrum spectrum, Node input, Tensor vectors, bool ofRows)
    : SpectrumNode<SingularSpectrum>(spectrum, input, vectors)
{
    internal override void PullBack(Tensor upstream, BackwardWalk walk) => walk.Add(Input, ofRows
        ? Spectrum.Transposed.PullU(upstream.Transpose()).Transpose()
        : Spectrum.PullU(upstream));

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor tangent = walk.Tangent(Input)!;
        return ofRows ? Spectrum.Transposed.PushU(tangent.Transpose()).Transpose() : Spectrum.PushU(tangent);
    }
}
