namespace Autograd;

/// <summary>
/// Where eigenvalues or singular values repeat, any turn of their vectors serves; along a line through the matrix, those that
/// diagonalise the direction move smoothly, and so do the values that belong to them.
/// Source: Kato, Perturbation theory for linear operators, II.6.
/// </summary>
internal static class RepeatedValues
{
    /// <summary>
    /// The turns of the vectors that diagonalise a direction, seen from them, within each group of equal values; null where none repeat.
    /// </summary>
    public static Tensor? Turns(Tensor values, Tensor inside, string operation)
    {
        int order = values.Shape[-1];
        double[] all = values.Values().Cast(DType.Float64).ToArray<double>();
        (int Start, int Count)[][] groups = [.. Enumerable.Range(0, values.Shape.Leading(1).ElementCount)
            .Select(i => Groups(all.AsSpan(i * order, order), values.DType))];
        if (Array.TrueForAll(groups, static own => own.Length == 0))
            return null;
        double[][] directions = ColumnMajor.Read(inside);
        int[] places = ColumnMajor.Places(values.Shape.Leading(1), inside.Shape.Leading(2));
        for (int i = 0; i < directions.Length; i++)
            directions[i] = Turn(directions[i], order, groups[places[i]], operation);
        return ColumnMajor.Write(directions, inside.Shape, inside.DType);
    }

    private static (int Start, int Count)[] Groups(ReadOnlySpan<double> sorted, DType type)
    {
        List<(int Start, int Count)> groups = [];
        double largest = 0;
        foreach (double value in sorted)
            largest = Math.Max(largest, Math.Abs(value));
        double allowed = largest * Matrices.Rounding(sorted.Length, type);
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && Math.Abs(sorted[end] - sorted[end - 1]) <= allowed; end++) { }
            if (end - start > 1)
                groups.Add((start, end - start));
        }

        return [.. groups];
    }

    private static double[] Turn(double[] direction, int order, (int Start, int Count)[] groups, string operation)
    {
        double[] turn = new double[order * order];
        for (int i = 0; i < order; i++)
            turn[i * order + i] = 1;
        if (!Array.TrueForAll(direction, double.IsFinite))
            return turn;
        foreach ((int start, int count) in groups)
        {
            double[] block = new double[count * count];
            for (int i = 0; i < block.Length; i++)
                block[i] = direction[(start + i / count) * order + start + i % count];
            double[] vectors = Factorisations.SymmetricEigen(block, count, operation).Vectors;
            for (int i = 0; i < block.Length; i++)
                turn[(start + i / count) * order + start + i % count] = vectors[i];
        }

        return turn;
    }
}
