namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Einstein's summation, as NumPy's einsum: <c>"ij,jk->ik"</c> names the axes of each operand, then those of the result;
    /// what the result does not name is summed, what an operand names twice is its diagonal, and <c>...</c> stands for
    /// axes that broadcast. Without <c>-></c> the result has <c>...</c> and the letters that occur once, in order.
    /// Operands are contracted in pairs, those with the smallest result first. Derivative: that of the products and sums it is
    /// made of. Source: the NumPy manual, numpy.einsum.
    /// </summary>
    /// <exception cref="ArgumentException">The equation is no equation, or does not fit the operands; the element types differ.</exception>
    public static Tensor Einsum(string equation, params ReadOnlySpan<Tensor> operands)
    {
        Errors.RequireNotNull(equation);
        return new EinsteinSum(equation, operands).Run();
    }

    /// <inheritdoc cref="Einsum(string, ReadOnlySpan{Tensor})"/>
    public static Tensor Einsum(string equation, params Tensor[] operands) => Einsum(equation, Errors.Required(operands));
}

/// <summary>The contraction of an equation's operands.</summary>
internal sealed class EinsteinSum
{
    private readonly List<Term> terms = [];
    private readonly Dictionary<int, int> sizes;
    private readonly int[] result;

    public EinsteinSum(string equation, ReadOnlySpan<Tensor> operands)
    {
        EinsumEquation parsed = EinsumEquation.Parse(equation, operands);
        (sizes, result) = (parsed.Sizes, parsed.Result);
        for (int i = 0; i < operands.Length; i++)
            terms.Add(Prepared(operands[i], parsed.Operands[i]));
    }

    public Tensor Run()
    {
        for (int i = 0; i < terms.Count; i++)
            terms[i] = Reduced(terms[i], Needed(i, i));
        while (terms.Count > 1)
        {
            (int i, int j) = Cheapest();
            int[] needed = Needed(i, j);
            Term product = Product(Reduced(terms[i], [.. needed, .. terms[j].Labels]), Reduced(terms[j], [.. needed, .. terms[i].Labels]), needed);
            terms.RemoveAt(j);
            terms.RemoveAt(i);
            terms.Add(product);
        }

        Term last = terms[0];
        return last.Value.Permute([.. result.Select(label => Array.IndexOf(last.Labels, label))]);
    }

    /// <summary>Labels occur once, and none whose axis is merely repeated to the size it has elsewhere.</summary>
    private Term Prepared(Tensor x, int[] labels)
    {
        for (int i = labels.Length - 1; i >= 0; i--)
            if (Array.IndexOf(labels, labels[i]) is int first && first != i)
            {
                int[] others = [.. Enumerable.Range(0, labels.Length).Where(axis => axis != first && axis != i)];
                x = x.Permute([.. others, first, i]).Diagonal();
                labels = [.. others.Select(axis => labels[axis]), labels[i]];
                i = labels.Length;
            }

        for (int axis = labels.Length - 1; axis >= 0; axis--)
            if (x.Shape[axis] == 1 && sizes[labels[axis]] != 1)
                (x, labels) = (x.Squeeze(axis), [.. labels[..axis], .. labels[(axis + 1)..]]);
        return new(x, labels);
    }

    /// <summary>What the result, and the operands other than these two, still need.</summary>
    private int[] Needed(int i, int j) => [.. result, .. terms.Where((_, at) => at != i && at != j).SelectMany(static term => term.Labels)];

    /// <summary>Summed over what nobody needs.</summary>
    private static Term Reduced(Term term, int[] needed)
    {
        int[] summed = [.. Enumerable.Range(0, term.Labels.Length).Where(axis => !needed.Contains(term.Labels[axis]))];
        return summed.Length == 0 ? term : new(term.Value.Sum(summed), [.. term.Labels.Intersect(needed)]);
    }

    private (int, int) Cheapest()
    {
        (int, int) best = (0, 1);
        double least = double.PositiveInfinity;
        for (int i = 0; i < terms.Count; i++)
            for (int j = i + 1; j < terms.Count; j++)
            {
                IEnumerable<int> kept = terms[i].Labels.Union(terms[j].Labels).Intersect(Needed(i, j));
                double size = kept.Aggregate(1.0, (product, label) => product * sizes[label]);
                if (size < least)
                    (least, best) = (size, (i, j));
            }

        return best;
    }

    /// <summary>A batched matrix product: labels of both operands are batches where they stay and inner axes where they do not.</summary>
    private Term Product(Term a, Term b, int[] needed)
    {
        int[] shared = [.. a.Labels.Intersect(b.Labels)];
        int[] batch = [.. shared.Intersect(needed)], inner = [.. shared.Except(needed)];
        int[] rows = [.. a.Labels.Except(shared)], columns = [.. b.Labels.Except(shared)];
        int[] labels = [.. batch, .. rows, .. columns];
        Tensor left = Grouped(a, batch, rows, inner), right = Grouped(b, batch, inner, columns);
        Tensor product = inner.Length + rows.Length + columns.Length == 0 ? left * right : left.MatMul(right);
        return new(product.Reshape([.. labels.Select(label => sizes[label])]), labels);
    }

    /// <summary>Axes in three groups: the batch as it is, the others one axis each.</summary>
    private Tensor Grouped(Term term, int[] batch, int[] rows, int[] columns) => term.Value
        .Permute([.. batch.Concat(rows).Concat(columns).Select(label => Array.IndexOf(term.Labels, label))])
        .Reshape([.. batch.Select(label => sizes[label]), Count(rows), Count(columns)]);

    private int Count(int[] labels) => labels.Aggregate(1, (product, label) => product * sizes[label]);

    /// <summary>An operand, or a product of some, and what its axes are called.</summary>
    private readonly record struct Term(Tensor Value, int[] Labels);
}
