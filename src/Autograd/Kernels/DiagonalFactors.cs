namespace Autograd;

/// <summary>
/// A square matrix as L·D·U by exchanges of rows and columns for the largest pivot: triangles that are well conditioned around a
/// diagonal that bears all singularity and all differences of scale. With W = L⁻¹·V·U⁻¹ (exchanges included), every derivative
/// of the determinant is a sum of products of elements of D and W, and divides by nothing that can vanish.
/// Source: Demmel et al., Computing the singular value decomposition with high relative accuracy, 1999.
/// </summary>
internal sealed class DiagonalFactors
{
    // As wide as elements may lie apart, with room above for the pivots' growth.
    private const int HighExponent = 1000;

    private readonly int order, shift;
    private readonly double[,] left, right;     // L⁻¹ and U⁻ᵀ, with the exchanges
    private readonly double[] diagonal;
    private readonly double sign = 1;
    private readonly bool isFinite;

    public DiagonalFactors(double[] columnMajor, int order)
    {
        this.order = order;
        isFinite = Array.TrueForAll(columnMajor, double.IsFinite);
        shift = HighExponent - (PowersOfTwo.Exponent(columnMajor) ?? HighExponent);
        double[,] a = new double[order, order];
        for (int i = 0; i < columnMajor.Length; i++)
            a[i % order, i / order] = PowersOfTwo.Times(columnMajor[i], shift);
        int[] rows = [.. Enumerable.Range(0, order)], columns = [.. rows];
        for (int step = 0; isFinite && step < order; step++)
            sign *= Eliminate(a, step, rows, columns);
        diagonal = [.. Enumerable.Range(0, order).Select(i => a[i, i])];
        left = InverseOfLower((row, column) => a[row, column], rows);
        right = InverseOfLower((row, column) => a[column, row], columns);
    }

    public static DiagonalFactors[] Of(Tensor x) => Array.ConvertAll(ColumnMajor.Read(x), matrix => new DiagonalFactors(matrix, x.Shape[-1]));

    /// <summary>
    /// The matrix whose inner product with any V is the determinant's derivative along all the directions and V, in column order.
    /// </summary>
    public double[] Cofactors(double[][] directions)
    {
        double[] result = new double[order * order];
        int chosen = directions.Length + 1;
        double[] nonzero = Array.FindAll(diagonal, static d => d != 0);
        if (!isFinite || !Array.TrueForAll(directions, static one => Array.TrueForAll(one, double.IsFinite)))
            Array.Fill(result, double.NaN);
        if (!isFinite || chosen > order || order - nonzero.Length > chosen)
            return result;

        // The product of what is not chosen: that of all nonzero elements, times the weights of those chosen.
        double least = nonzero.Length == 0 ? 1 : nonzero.MinBy(Math.Abs);
        WideNumber product = WideNumber.One.Times(sign);
        for (int i = 0; i < nonzero.Length; i++)
            product = product.Times(nonzero[i], -shift);
        for (int i = order - nonzero.Length; i < chosen; i++)
            product = product.Times(1 / least, shift);
        double[][,] turned = new double[directions.Length][,];
        for (int i = 0; i < directions.Length; i++)
        {
            int own = PowersOfTwo.Exponent(directions[i]) ?? 0;
            turned[i] = Turned((row, column) => PowersOfTwo.Times(directions[i][column * order + row], -own), left, right, transposed: false);
            product = product.Times(1, own);
        }

        double[,] inside = new Minors(diagonal, [.. diagonal.Select(d => d == 0 ? 1 : least / d)], turned).Gradient();
        double[,] found = Turned((row, column) => inside[row, column], left, right, transposed: true);
        for (int i = 0; i < result.Length; i++)
            result[i] = PowersOfTwo.Times(found[i % order, i / order] * product.Mantissa, product.Exponent);
        return result;
    }

    /// <summary>Exchanges and eliminates; returns the sign of the exchanges.</summary>
    private int Eliminate(double[,] a, int step, int[] rows, int[] columns)
    {
        (int row, int column) = (step, step);
        for (int i = step; i < order; i++)
            for (int j = step; j < order; j++)
                if (Math.Abs(a[i, j]) > Math.Abs(a[row, column]))
                    (row, column) = (i, j);
        for (int i = 0; i < order; i++)
            (a[step, i], a[row, i]) = (a[row, i], a[step, i]);
        for (int i = 0; i < order; i++)
            (a[i, step], a[i, column]) = (a[i, column], a[i, step]);
        (rows[step], rows[row]) = (rows[row], rows[step]);
        (columns[step], columns[column]) = (columns[column], columns[step]);
        double pivot = a[step, step];
        if (pivot != 0)
        {
            for (int i = step + 1; i < order; i++)
            {
                double factor = a[i, step] /= pivot;
                for (int j = step + 1; factor != 0 && j < order; j++)
                    a[i, j] -= factor * a[step, j];
            }

            for (int j = step + 1; j < order; j++)
                a[step, j] /= pivot;
        }

        return (row == step ? 1 : -1) * (column == step ? 1 : -1);
    }

    private double[,] InverseOfLower(Func<int, int, double> lower, int[] exchanged)
    {
        double[,] inverse = new double[order, order];
        for (int row = 0; row < order; row++)
        {
            inverse[row, exchanged[row]] = 1;
            for (int above = 0; above < row; above++)
                if (lower(row, above) is not 0 and double factor)
                    for (int column = 0; column < order; column++)
                        inverse[row, column] -= factor * inverse[above, column];
        }

        return inverse;
    }

    /// <summary>left·x·rightᵀ, or leftᵀ·x·right.</summary>
    private double[,] Turned(Func<int, int, double> x, double[,] left, double[,] right, bool transposed)
    {
        double[,] half = new double[order, order], result = new double[order, order];
        for (int row = 0; row < order; row++)
            for (int middle = 0; middle < order; middle++)
                if ((transposed ? left[middle, row] : left[row, middle]) is not 0 and double factor)
                    for (int column = 0; column < order; column++)
                        half[row, column] += factor * x(middle, column);
        for (int row = 0; row < order; row++)
            for (int column = 0; column < order; column++)
                for (int middle = 0; middle < order; middle++)
                    result[row, column] += half[row, middle] * (transposed ? right[middle, column] : right[column, middle]);
        return result;
    }

    /// <summary>
    /// The sum over all choices of distinct places of the weights' product, times the determinant whose row at each place is taken
    /// from a direction of its own. One place is left open: the gradient in the direction that would stand there.
    /// </summary>
    private sealed class Minors(double[] diagonal, double[] weights, double[][,] directions)
    {
        private readonly int order = diagonal.Length, zeros = diagonal.Count(static d => d == 0);
        private readonly double[,] gradient = new double[diagonal.Length, diagonal.Length];
        private readonly int[] places = new int[directions.Length + 1], targets = new int[directions.Length + 1];
        private readonly bool[] isChosen = new bool[diagonal.Length], isTarget = new bool[directions.Length + 1];

        public double[,] Gradient()
        {
            Choose(0, 1, zeros);
            return gradient;
        }

        private void Choose(int count, double weight, int zerosLeft)
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
                Choose(count + 1, weight * weights[place], zerosLeft - (diagonal[place] == 0 ? 1 : 0));
                isChosen[place] = false;
            }
        }

        private void Permute(int row, double product)
        {
            if (row == 0)
            {
                int open = Array.IndexOf(isTarget, false);
                targets[0] = open;
                gradient[places[0], places[open]] += product * Sign();
                return;
            }

            for (int target = 0; target < targets.Length; target++)
            {
                double element = isTarget[target] ? 0 : directions[row - 1][places[row], places[target]];
                if (element == 0)
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
