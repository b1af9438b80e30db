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
    /// their first and second derivatives in every mode; at zero the gradient is that of the vectors found. Vectors of other singular
    /// values beside them have derivatives of every order. What would divide by a difference or by zero, such as a gradient through
    /// the vectors of repeated ones, or a third derivative that turns them, throws, unless multiplied by zero; tangents of those
    /// vectors are NaN.
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
            Saved matrix = new(this);
            SingularSpectrum spectrum = new(() => matrix.Read(nameof(Svd)), u, s, vt);
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
internal sealed class SingularSpectrum(Func<Tensor> matrix, Tensor u, Tensor s, Tensor vt) : IVectorSpectrum
{
    public string Operation => nameof(Tensor.Svd);

    public Tensor[] Parts => [u, s, vt];

    public ConditionalWeakTable<object, ISpectrum> InWalks { get; } = [];

    public ISpectrum? Recorded { get; set; }

    public ISpectrum Along(Tensor direction)
    {
        Tensor inside = Inside(direction);
        return RepeatedValues.Turns(s, (inside + inside.Transpose()) * 0.5, Operation) is { } turns
            ? new SingularSpectrum(matrix, u.MatMul(turns), s, turns.Transpose().MatMul(vt))
            : this;
    }

    /// <summary>The decomposition of the transposed matrix.</summary>
    public SingularSpectrum Transposed => new(() => matrix().Transpose(), vt.Transpose(), s, u.Transpose());

    private Tensor V => vt.Transpose();

    private bool IsTall => u.Shape[-2] > s.Shape[-1];

    private bool IsWide => vt.Shape[-1] > s.Shape[-1];

    private Reciprocals Differences => Reciprocals.OfDifferences(s, Operation, "singular values");

    public bool IsRegular => Differences.AreComplete && (!(IsTall || IsWide) || Reciprocals.OfValues(s, Operation).AreComplete);

    public Tensor IsSimple => Differences.CompleteColumns * Reciprocals.OfValues(s, Operation).CompleteColumns;

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
    public Tensor PullVectors(Tensor upstream)
    {
        Tensor turned = u.Transpose().MatMul(upstream), back = turned.Transpose(), size = Reciprocals.Size(upstream);
        Tensor left = u.MatMul(Differences.Times(turned - back, turned.Abs() + back.Abs(), size) * Shares);
        if (IsTall)
            left += OverValues(upstream - u.MatMul(turned), size);
        return left.MatMul(vt);
    }

    /// <summary>The tangent of U.</summary>
    public Tensor PushVectors(Tensor tangent)
    {
        Tensor inside = Inside(tangent), back = inside.Transpose(), size = Reciprocals.Size(tangent);
        Tensor shares = Shares, turned = inside * shares + back * shares.Transpose();
        // Two zeros would hide what they divide.
        Tensor result = u.MatMul(Differences.TimesOrNaN(turned, inside.Abs() + back.Abs(), size));
        Tensor outside = tangent.MatMul(V) - u.MatMul(inside);
        return IsTall ? result + Reciprocals.OfValues(s, Operation).TimesOrNaN(outside, outside, size) : result;
    }

    // With each singular value s, [u; v] / √2 is an eigenvector of [0, A; Aᵀ, 0] for the eigenvalue s.
    private SimpleEigenvectors Simple => new(Doubled(matrix()), s, Tensor.Concat([u, V], -2) * Math.Sqrt(0.5), IsSimple);

    public Tensor PullSimple(Tensor upstream)
    {
        Tensor none = Tensor.Filled(0, upstream.Shape.Leading(2).Then([vt.Shape[-1], s.Shape[-1]]), s.DType);
        Tensor gradient = Simple.PullBack(Tensor.Concat([upstream, none], -2));
        int rows = u.Shape[-2];
        return (gradient.Slice(-2, 0, rows).Slice(-1, rows, gradient.Shape[-1])
            + gradient.Slice(-2, rows, gradient.Shape[-1]).Slice(-1, 0, rows).Transpose()) * Math.Sqrt(2);
    }

    public Tensor PushSimple(Tensor tangent) => Simple.PushForward(Doubled(tangent)).Slice(-2, 0, u.Shape[-2]) * Math.Sqrt(2);

    private static Tensor Doubled(Tensor x)
    {
        Tensor Zeros(int size) => Tensor.Filled(0, x.Shape.Leading(2).Then([size, size]), x.DType);
        return Tensor.Concat([Tensor.Concat([Zeros(x.Shape[-2]), x], -1), Tensor.Concat([x.Transpose(), Zeros(x.Shape[-1])], -1)], -2);
    }

    private Tensor OverValues(Tensor columns, Tensor size) => Reciprocals.OfValues(s, Operation).Times(columns, columns, size);

    private Tensor Inside(Tensor direction) => u.Transpose().MatMul(direction).MatMul(V);

    private static Tensor Scaled(Tensor columns, Tensor factors) => columns * Reciprocals.Columns(factors);
}

/// <summary>U, or Vᵀ, which is the transpose of the U of the transposed matrix.</summary>
internal sealed class SingularVectorsNode(SingularSpectrum spectrum, Node input, Tensor vectors, bool ofRows)
    : SpectrumVectorsNode<SingularSpectrum>(spectrum, input, vectors)
{
    internal override void PullBack(Tensor upstream, BackwardWalk walk) => walk.Add(Input, ofRows
        ? PullBack(Spectrum.Transposed, upstream.Transpose(), walk.Recording).Transpose()
        : PullBack(Spectrum, upstream, walk.Recording));

    internal override Tensor PushForward(ForwardWalk walk)
    {
        Tensor tangent = walk.Tangent(Input)!;
        return ofRows
            ? PushForward(Spectrum.Transposed, tangent.Transpose(), walk.Recording).Transpose()
            : PushForward(Spectrum, tangent, walk.Recording);
    }
}
