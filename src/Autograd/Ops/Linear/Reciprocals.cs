namespace Autograd;

/// <summary>
/// Reciprocals of which some do not exist: those count as zero when what they are multiplied by is zero but for rounding,
/// and throw otherwise.
/// </summary>
internal sealed class Reciprocals
{
    private readonly Tensor values, missing;
    private readonly bool anyMissing;
    private readonly string operation, problem;

    private Reciprocals(Tensor denominators, Tensor regular, Tensor missing, string operation, string problem)
    {
        values = regular / (denominators + (1 - regular));
        this.missing = missing;
        (this.operation, this.problem) = (operation, problem);
        anyMissing = missing.Any().ToDouble() > 0;
    }

    /// <summary>1/(λⱼ − λᵢ) off the diagonal.</summary>
    public static Reciprocals OfDifferences(Tensor values, string operation, string name)
    {
        Tensor differences = Columns(values) - Rows(values), known = values.Values();
        Tensor regular = (Columns(known) - Rows(known)).Abs().Greater(Threshold(values));
        Tensor others = 1 - Tensor.Eye<double>(values.Shape[-1]).Cast(values.DType);
        return new(differences, regular, (1 - regular) * others, operation, $"{name} repeat, and this derivative divides by their difference");
    }

    /// <summary>1/(sᵢ + sⱼ).</summary>
    public static Reciprocals OfSums(Tensor values, string operation) => Of(Columns(values) + Rows(values), values, operation);

    /// <summary>1/sⱼ, along columns.</summary>
    public static Reciprocals OfValues(Tensor values, string operation) => Of(Columns(values), values, operation);

    /// <summary>Whether none is missing.</summary>
    public bool AreComplete => !anyMissing;

    /// <summary>1 for each column in which none is missing, else 0.</summary>
    public Tensor CompleteColumns => 1 - missing.Any(-2);

    /// <summary>
    /// The quotients. Where the reciprocal is missing, the witness must vanish, measured by the size of what it was computed from.
    /// </summary>
    public Tensor Times(Tensor numerators, Tensor witness, Tensor size)
    {
        if (anyMissing && Absent(witness, size).Any().ToDouble() > 0)
            throw Errors.State(operation, problem,
                "add a small random matrix, or use a function of the values that is symmetric in them", witness.Shape);
        return numerators * values;
    }

    /// <summary>The quotients, and NaN for those that do not exist, which nobody may ask for.</summary>
    public Tensor TimesOrNaN(Tensor numerators, Tensor witness, Tensor size) =>
        anyMissing ? Tensor.Where(Absent(witness, size), double.NaN, numerators * values) : numerators * values;

    /// <summary>
    /// (dⱼ − dᵢ)/(λⱼ − λᵢ) · x. Where the values repeat and equal diagonals are constant, the quotient is 0; where they are
    /// computed, it would be their derivative, which only x = 0 makes needless.
    /// </summary>
    public Tensor TimesDifferences(Tensor diagonal, Tensor x)
    {
        Tensor differences = Columns(diagonal) - Rows(diagonal);
        Tensor factor = diagonal.Node is null ? differences : Tensor.Scalar(1, x.DType), size = Size(x);
        if (diagonal.Node is null)
            size = size * Size(Columns(diagonal));
        return Times(differences * x, factor * x, size);
    }

    /// <summary>The largest element of each matrix.</summary>
    public static Tensor Size(Tensor x) => x.Count == 0 ? Tensor.Filled(0, default, x.DType) : x.Values().Abs().Max([-2, -1], keepDims: true);

    public static Tensor Columns(Tensor values) => values.Unsqueeze(-2);

    public static Tensor Rows(Tensor values) => values.Unsqueeze(-1);

    private Tensor Absent(Tensor witness, Tensor size) =>
        (missing * witness.Values().Abs()).Greater(size * (16 * Matrices.Rounding(witness.Shape[-1], witness.DType)));

    private static Reciprocals Of(Tensor denominators, Tensor values, string operation)
    {
        Tensor regular = denominators.Values().Greater(Threshold(values));
        return new(denominators, regular, 1 - regular, operation, "singular values are zero, and this derivative divides by them");
    }

    /// <summary>What rounding alone can make of a zero.</summary>
    private static Tensor Threshold(Tensor values) => Size(Columns(values)) * Matrices.Rounding(values.Shape[-1], values.DType);
}
