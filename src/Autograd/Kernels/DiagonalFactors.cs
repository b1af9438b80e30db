namespace Autograd;

/// <summary>
/// A square matrix as L·D·U by exchanges of rows and columns for the largest pivot: triangles that are well conditioned around a
/// diagonal that bears all singularity and all differences of scale. With W = L⁻¹·V·U⁻¹ (exchanges included), every derivative
/// of the determinant is a sum of products of elements of D and W, and divides by nothing that can vanish.
/// Source: Demmel et al., Computing the singular value decomposition with high relative accuracy, 1999.
/// </summary>
/// <remarks>What lies near together is reckoned in doubles; elements of a matrix or direction that lie far apart, in numbers with exponents of their own.</remarks>
internal sealed class DiagonalFactors(double[] columnMajor, int order)
{
    // Products of elements of some triangles, weights and directions that lie so near together stay in the range.
    private const int PlainSpread = 200;

    private readonly bool isFinite = Array.TrueForAll(columnMajor, double.IsFinite);
    private readonly Lazy<DiagonalFactors<PlainNumber>> plain = new(() => new(columnMajor, order));
    private readonly Lazy<DiagonalFactors<WideNumber>> wide = new(() => new(columnMajor, order));

    public static DiagonalFactors[] Of(Tensor x) => Array.ConvertAll(ColumnMajor.Read(x), matrix => new DiagonalFactors(matrix, x.Shape[-1]));

    /// <summary>
    /// The matrix whose inner product with any V is the determinant's derivative along all the directions and V, in column order.
    /// </summary>
    public double[] Cofactors(double[][] directions)
    {
        if (!isFinite || !Array.TrueForAll(directions, static one => Array.TrueForAll(one, double.IsFinite)))
            return [.. Enumerable.Repeat(double.NaN, order * order)];
        return IsNarrow(columnMajor) && Array.TrueForAll(directions, IsNarrow) ? plain.Value.Cofactors(directions) : wide.Value.Cofactors(directions);
    }

    private static bool IsNarrow(double[] values)
    {
        int least = int.MaxValue, most = int.MinValue;
        foreach (double value in values)
            if (value != 0)
                (least, most) = (Math.Min(least, Math.ILogB(value)), Math.Max(most, Math.ILogB(value)));
        return most == int.MinValue || most - least <= PlainSpread;
    }
}

/// <summary>The factors of a matrix of finite elements, and what is made of them, in one kind of numbers.</summary>
internal sealed class DiagonalFactors<N> where N : struct, IFactorNumber<N>
{
    private readonly int order, exponent;
    private readonly N[][] left, right;         // L⁻¹ and U⁻ᵀ, with the exchanges
    private readonly N[] diagonal;
    private readonly double sign = 1;

    public DiagonalFactors(double[] columnMajor, int order)
    {
        this.order = order;
        exponent = PowersOfTwo.Exponent(columnMajor) ?? 0;
        N[][] a = Square((row, column) => N.Of(columnMajor[column * order + row], -exponent));
        int[] rows = [.. Enumerable.Range(0, order)], columns = [.. rows];
        for (int step = 0; step < order; step++)
            sign *= Eliminate(a, step, rows, columns);
        diagonal = [.. Enumerable.Range(0, order).Select(i => a[i][i])];
        left = InverseOfLower((row, column) => a[row][column], rows);
        right = InverseOfLower((row, column) => a[column][row], columns);
    }

    public double[] Cofactors(double[][] directions)
    {
        double[] result = new double[order * order];
        int chosen = directions.Length + 1;
        N[] nonzero = Array.FindAll(diagonal, static d => !d.IsZero);
        if (chosen > order || order - nonzero.Length > chosen)
            return result;

        // The product of what is not chosen: that of all nonzero elements, times the weights of those chosen.
        N least = nonzero.Length == 0 ? N.Of(1) : nonzero.Aggregate(static (a, b) => a.IsLargerThan(b) ? b : a);
        WideNumber product = WideNumber.Of(sign, (order - chosen) * exponent);
        foreach (N one in nonzero)
            product *= one.Wide;
        for (int i = order - nonzero.Length; i < chosen; i++)
            product /= least.Wide;
        N[][][] turned = new N[directions.Length][][];
        for (int i = 0; i < directions.Length; i++)
        {
            (double[] direction, int own) = (directions[i], PowersOfTwo.Exponent(directions[i]) ?? 0);
            turned[i] = Turned(Square((row, column) => N.Of(direction[column * order + row], -own)), transposed: false);
            product = product.Times(1, own);
        }

        N[][] inside = new Minors(diagonal, [.. diagonal.Select(d => d.IsZero ? N.Of(1) : least / d)], turned).Gradient();
        N[][] found = Turned(inside, transposed: true);
        for (int i = 0; i < result.Length; i++)
            result[i] = (found[i % order][i / order].Wide * product).Value;
        return result;
    }

    /// <summary>Exchanges and eliminates; returns the sign of the exchanges.</summary>
    private int Eliminate(N[][] a, int step, int[] rows, int[] columns)
    {
        (int row, int column) = (step, step);
        for (int i = step; i < order; i++)
            for (int j = step; j < order; j++)
                if (a[i][j].IsLargerThan(a[row][column]))
                    (row, column) = (i, j);
        (a[step], a[row]) = (a[row], a[step]);
        foreach (N[] one in a)
            (one[step], one[column]) = (one[column], one[step]);
        (rows[step], rows[row]) = (rows[row], rows[step]);
        (columns[step], columns[column]) = (columns[column], columns[step]);
        N pivot = a[step][step];
        if (!pivot.IsZero)
        {
            Span<N> after = a[step].AsSpan(step + 1);
            for (int i = step + 1; i < order; i++)
                Subtract(a[i].AsSpan(step + 1), a[i][step] /= pivot, after);
            foreach (ref N one in after)
                one /= pivot;
        }

        return (row == step ? 1 : -1) * (column == step ? 1 : -1);
    }

    private N[][] InverseOfLower(Func<int, int, N> lower, int[] exchanged)
    {
        N[][] inverse = Square(static (_, _) => default);
        for (int row = 0; row < order; row++)
        {
            inverse[row][exchanged[row]] = N.Of(1);
            for (int above = 0; above < row; above++)
                Subtract(inverse[row], lower(row, above), inverse[above]);
        }

        return inverse;
    }

    /// <summary>left·x·rightᵀ, or leftᵀ·x·right.</summary>
    private N[][] Turned(N[][] x, bool transposed)
    {
        N[][] half = Square(static (_, _) => default), result = Square(static (_, _) => default);
        for (int row = 0; row < order; row++)
        {
            for (int middle = 0; middle < order; middle++)
                Add(half[row], transposed ? left[middle][row] : left[row][middle], x[middle]);
            for (int middle = 0; middle < order; middle++)
                if (transposed)
                    Add(result[row], half[row][middle], right[middle]);
                else
                    result[row][middle] = Dot(half[row], right[middle]);
        }

        return result;
    }

    private N[][] Square(Func<int, int, N> at)
    {
        N[][] square = new N[order][];
        for (int row = 0; row < order; row++)
        {
            square[row] = new N[order];
            for (int column = 0; column < order; column++)
                square[row][column] = at(row, column);
        }

        return square;
    }

    private static void Add(Span<N> sum, N factor, ReadOnlySpan<N> x)
    {
        for (int i = 0; !factor.IsZero && i < sum.Length; i++)
            sum[i] += factor * x[i];
    }

    private static void Subtract(Span<N> sum, N factor, ReadOnlySpan<N> x)
    {
        for (int i = 0; !factor.IsZero && i < sum.Length; i++)
            sum[i] -= factor * x[i];
    }

    private static N Dot(ReadOnlySpan<N> a, ReadOnlySpan<N> b)
    {
        N sum = default;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    /// <summary>
    /// The sum over all choices of distinct places of the weights' product, times the determinant whose row at each place is taken
    /// from a direction of its own. One place is left open: the gradient in the direction that would stand there.
    /// </summary>
    private sealed class Minors(N[] diagonal, N[] weights, N[][][] directions)
    {
        private readonly int order = diagonal.Length, zeros = diagonal.Count(static d => d.IsZero);
        private readonly N[][] gradient = [.. diagonal.Select(_ => new N[diagonal.Length])];
        private readonly int[] places = new int[directions.Length + 1], targets = new int[directions.Length + 1];
        private readonly bool[] isChosen = new bool[diagonal.Length], isTarget = new bool[directions.Length + 1];

        public N[][] Gradient()
        {
            Choose(0, N.Of(1), zeros);
            return gradient;
        }

        private void Choose(int count, N weight, int zerosLeft)
        {
            // What is not chosen must not contain a zero.
            if (zerosLeft > places.Length - count)
                return;
            if (count == places.Length)
            {
                Permute(count - 1, weight);
                return;
            }

            for (int place = 0; place < order; place++)
            {
                if (isChosen[place])
                    continue;
                isChosen[place] = true;
                places[count] = place;
                Choose(count + 1, weight * weights[place], zerosLeft - (diagonal[place].IsZero ? 1 : 0));
                isChosen[place] = false;
            }
        }

        private void Permute(int row, N product)
        {
            if (row == 0)
            {
                int open = Array.IndexOf(isTarget, false);
                targets[0] = open;
                gradient[places[0]][places[open]] += product * N.Of(Sign());
                return;
            }

            for (int target = 0; target < targets.Length; target++)
            {
                N element = isTarget[target] ? default : directions[row - 1][places[row]][places[target]];
                if (element.IsZero)
                    continue;
                isTarget[target] = true;
                targets[row] = target;
                Permute(row - 1, product * element);
                isTarget[target] = false;
            }
        }

        private int Sign()
        {
            int sign = 1;
            for (int i = 0; i < targets.Length; i++)
                for (int j = 0; j < i; j++)
                    if (targets[j] > targets[i])
                        sign = -sign;
            return sign;
        }
    }
}
