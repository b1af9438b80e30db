using System.Numerics;

namespace Autograd;

/// <summary>
/// How the work on a strip of a product is cut into blocks, by its shape alone: rows of A that fit the second-level cache,
/// and enough blocks for the threads to have equal shares, each worth the trouble.
/// </summary>
internal readonly struct ProductBlocks
{
    /// <summary>
    /// Bytes of a block of A: a small part of a second-level cache of 1 MiB, and so few rows of it and of the target that the
    /// processor knows their pages by heart.
    /// </summary>
    private const int LeftBytes = 144 * 1024;

    /// <summary>Multiplications of a block times the bytes of a number: about 15 µs, for less a sleeping thread is not worth waking.</summary>
    private const int LeastWork = 8 << 20;

    /// <summary>Blocks that are enough for equal shares: more are made only to fit the cache.</summary>
    private const int EnoughBlocks = 8;

    /// <summary>Rows below which panels of B would be read too often.</summary>
    private const int FewRows = 24;

    /// <summary>Panels of a block at least: the last overlaps the one before it, so that both must be one thread's.</summary>
    private const int FewPanels = 4;

    /// <summary>Bytes of a group of panels that is worth packing apart.</summary>
    private const int LeastBytes = 128 * 1024;

    /// <summary>Bytes of the rows of a matrix whose product with a vector is worth sharing.</summary>
    private const int LeastMatrix = 2 * 1024 * 1024;

    /// <summary>What it costs to read or write an element in memory, in multiplications.</summary>
    private const int MemoryCost = 16;

    // Tiles of 12 and 8 rows, or 6 and 4, make up any other multiple.
    private const int RowUnit = 4;

    public readonly Cut Rows;
    public readonly Cut Columns;

    /// <summary>Groups of panels that are packed by one thread each.</summary>
    public readonly Cut Panels;

    public ProductBlocks(int rows, int columns, int depth, int size, int panelWidth)
    {
        int shares = Even(Work(rows, columns, depth, size) / LeastWork);
        Rows = Cut.AtMost(Math.Max(LeftBytes / (depth * size), FewRows), rows, RowUnit);
        Columns = Panels = Cut.Into(1, columns, panelWidth);
        if (shares == 1) return;

        int rowPieces = Rows.Pieces >= shares
            ? (Rows.Pieces + shares - 1) / shares * shares
            : Math.Max(Rows.Pieces, Math.Min(shares, Even(rows / FewRows)));
        Rows = Cut.Into(rowPieces, rows, RowUnit);
        Columns = Cut.Into(Math.Min(shares / Rows.Pieces, columns / (FewPanels * panelWidth)), columns, panelWidth);
        Panels = Cut.Into(Even((double)columns * depth * size / LeastBytes), columns, panelWidth);
    }

    public int Count => Rows.Pieces * Columns.Pieces;

    /// <summary>Whether a product is too small to be shared.</summary>
    public static bool IsOne(int rows, int columns, int depth, int size) => Work(rows, columns, depth, size) < 2 * LeastWork;

    /// <summary>Cuts a batch of products for the threads; into one piece when they share each product instead.</summary>
    public static Cut CutBatch(int count, int rows, int columns, int depth, int size)
    {
        double work = Work(rows, columns, depth, size) / LeastWork;
        return Cut.Into(count < EnoughBlocks && work >= 2 ? 1 : (int)Math.Clamp(count * work, 1, 4 * EnoughBlocks), count, 1);
    }

    /// <summary>Cuts the rows of a matrix that is multiplied by a vector into pieces of at most a given size.</summary>
    public static Cut CutRows(int rows, int depth, int size, int most, int unit)
    {
        int shares = Even((double)rows * depth * size / LeastMatrix);
        return Cut.AtMost(Math.Min(most, (rows - 1) / shares + 1), rows, unit);
    }

    private static double Work(int rows, int columns, int depth, int size) =>
        ((double)rows * columns * depth + MemoryCost * ((double)rows * columns + (double)columns * depth)) * size;

    // A power of two, so that two threads have the same, or four.
    private static int Even(double pieces) => 1 << BitOperations.Log2((uint)Math.Clamp(pieces, 1, EnoughBlocks));
}
