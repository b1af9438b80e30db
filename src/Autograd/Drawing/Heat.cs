namespace Autograd.Drawing;

/// <summary>
/// A small map of a large tensor: its rows and columns in at most so many cells, each a level from −<see cref="Levels"/> to
/// +<see cref="Levels"/> by the mean of its elements, relative to the largest; null where an element is no finite number.
/// </summary>
internal sealed record Heat(int Rows, int Columns, IReadOnlyList<int?> Cells)
{
    public const int Levels = 4;

    private const int MostRows = 8, MostColumns = 16;

    /// <param name="values">The elements, row by row.</param>
    /// <param name="rows">How many rows they are.</param>
    /// <param name="columns">How many stand in each.</param>
    /// <param name="largest">The largest finite magnitude among them.</param>
    public static Heat Of(ReadOnlySpan<double> values, int rows, int columns, double largest)
    {
        // A vector is folded into rows, so that it fills the map.
        if (rows == 1 && columns > MostColumns)
            (rows, columns) = ((columns + MostColumns - 1) / MostColumns, MostColumns);
        int height = Math.Min(rows, MostRows), width = Math.Min(columns, MostColumns);
        double[] sums = new double[height * width];
        int[] counts = new int[height * width];
        for (int row = 0, at = 0; row < rows; row++)
        {
            int first = (int)((long)row * height / rows) * width;
            for (int cell = 0; cell < width && at < values.Length; cell++)
            {
                ReadOnlySpan<double> part = values[at..(int)Math.Min(values.Length, (long)row * columns + Edge(cell + 1))];
                foreach (double value in part)
                    sums[first + cell] += value / largest;       // at most the count: no sum overflows
                counts[first + cell] += part.Length;
                at += part.Length;
            }
        }

        double strongest = 0;
        for (int cell = 0; cell < sums.Length; cell++)
            if (counts[cell] > 0 && double.IsFinite(sums[cell] /= counts[cell]))
                strongest = Math.Max(strongest, Math.Abs(sums[cell]));
        return new(height, width, Array.ConvertAll(sums, mean => largest == 0 || strongest == 0 ? 0 : double.IsFinite(mean) ? (int?)Math.Round(Levels * mean / strongest) : null));

        // The column at which a cell begins.
        int Edge(int cell) => (int)(((long)cell * columns + width - 1) / width);
    }
}
