namespace Autograd.Drawing;

/// <summary>
/// A small map of a large tensor: its rows and columns in at most so many cells, each a level from −<see cref="Levels"/> to
/// +<see cref="Levels"/> by the mean of its elements, relative to the largest; null where an element is no finite number.
/// </summary>
internal sealed record Heat(int Rows, int Columns, IReadOnlyList<int?> Cells)
{
    public const int Levels = 4;

    private const int MostRows = 8, MostColumns = 16;

    public static Heat Of(ReadOnlySpan<double> values, int rows, int columns)
    {
        // A vector is folded into rows, so that it fills the map.
        if (rows == 1 && columns > MostColumns)
            (rows, columns) = ((columns + MostColumns - 1) / MostColumns, MostColumns);
        int height = Math.Min(rows, MostRows), width = Math.Min(columns, MostColumns);
        double[] sums = new double[height * width];
        int[] counts = new int[height * width];
        for (int i = 0; i < values.Length; i++)
        {
            int cell = (int)((long)(i / columns) * height / rows) * width + (int)((long)(i % columns) * width / columns);
            sums[cell] += values[i];
            counts[cell]++;
        }

        double largest = 0;
        for (int cell = 0; cell < sums.Length; cell++)
            if (counts[cell] > 0 && double.IsFinite(sums[cell]))
                largest = Math.Max(largest, Math.Abs(sums[cell] / counts[cell]));
        int?[] cells = new int?[sums.Length];
        for (int cell = 0; cell < cells.Length; cell++)
            cells[cell] = counts[cell] == 0 || largest == 0 ? 0
                : double.IsFinite(sums[cell]) ? (int)Math.Round(Levels * (sums[cell] / counts[cell] / largest))
                : null;
        return new(height, width, cells);
    }
}
