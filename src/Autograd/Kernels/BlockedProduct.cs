using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The product cut into blocks that fit the caches. A panel of B, two registers wide, stays in the first-level cache while
/// the tiles of a block of A, which stays in the second-level cache, pass over it. Operands that are large or awkwardly
/// strided are packed first, B into panels and A into rows; the others are read where they lie. The sums of an element are
/// taken in the same order wherever the edges of the tiles fall.
/// </summary>
internal readonly unsafe struct BlockedProduct<T, TVector, TRegister>(
    int m, int n, int k, MatrixOperand<T> left, MatrixOperand<T> right, T* target, nint targetRow, bool accumulate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TRegister : struct, IWidth<TVector, T>
{
    /// <summary>
    /// Depth of a strip. A panel of it is 48 KiB: near enough to the first-level cache, as it is read in order.
    /// </summary>
    private const int DepthBlock = 384;

    /// <summary>The extent in memory, in bytes, up to which a block of an operand stays in cache without being packed.</summary>
    private const int NearExtent = 512 * 1024;

    /// <summary>Rows of A up to which packing B does not pay.</summary>
    private const int FewRows = 32;

    /// <summary>Panels of B up to which packing A does not pay.</summary>
    private const int FewPanels = 4;

    /// <summary>Rows of a block of A: with the depth of a strip about a quarter of a second-level cache of 1 MiB.</summary>
    private static int RowBlock => 768 / sizeof(T);

    /// <summary>Columns of a strip of B: 6 MiB, a part of the third-level cache.</summary>
    private static int ColumnBlock => 16384 / sizeof(T);

    private static int PanelWidth => 2 * TRegister.Count;

    public void Compute()
    {
        var depths = new Cut(k, DepthBlock, 8);
        var columns = new Cut(n, ColumnBlock, PanelWidth);
        var rows = new Cut(m, RowBlock, 12);
        bool packRight = right.Column != 1 || (m > FewRows && !IsNear(right, depths.Longest, 1));
        bool packLeft = n > FewPanels * PanelWidth && (Contends(left) || !IsNear(left, rows.Longest, depths.Longest));
        for (int columnPiece = 0; columnPiece < columns.Pieces; columnPiece++)
        {
            for (int depthPiece = 0; depthPiece < depths.Pieces; depthPiece++)
            {
                Strip strip;
                strip.Column = columns.Start(columnPiece);
                strip.ColumnEnd = columns.Start(columnPiece + 1);
                strip.Row = depths.Start(depthPiece);
                strip.Depth = depths.Start(depthPiece + 1) - strip.Row;
                strip.Panels = null;
                if (packRight) PackRight(ref strip);

                // Threads may share the strip and take these pieces in turn: they write to rows of their own.
                for (int rowPiece = 0; rowPiece < rows.Pieces; rowPiece++)
                    MultiplyRows(strip, rows.Start(rowPiece), rows.Start(rowPiece + 1), packLeft);
            }
        }
    }

    private static bool IsNear(MatrixOperand<T> operand, int rows, int columns) =>
        Math.Max(rows * Math.Abs(operand.Row), columns * Math.Abs(operand.Column)) * sizeof(T) < NearExtent;

    // Rows a multiple of 4 KiB apart share one set of the first-level cache, which holds fewer of them than a tile is high.
    private static bool Contends(MatrixOperand<T> operand) => operand.Row != 0 && operand.Row * sizeof(T) % 4096 == 0;

    private static MatrixOperand<T> PackLeft(MatrixOperand<T> block, int height, int depth)
    {
        // Rows start on cache lines, one line further apart than they need, lest they contend for the same sets of the cache.
        nint line = 64 / sizeof(T), stride = (depth + line - 1) / line * line + line;
        T* packed = PackBuffer.Left<T>(height * stride);
        Pack.Block(height, depth, block.Data, block.Row, block.Column, packed, stride);
        return new MatrixOperand<T>(packed, stride, 1);
    }

    private void PackRight(ref Strip strip)
    {
        MatrixOperand<T> source = right.From(strip.Row, 0);
        int depth = strip.Depth;
        T* packed = strip.Panels = PackBuffer.Right<T>((nint)(strip.ColumnEnd - strip.Column + PanelWidth) * depth);
        for (int j = strip.Column; j < strip.ColumnEnd; j += PanelWidth, packed += (nint)depth * PanelWidth)
        {
            var panel = new Panel(j, n);
            T* first = source.Data + panel.First * source.Column;
            if (source.Column == 1)
            {
                CopyPanel(depth, first, source.Row, panel, packed);
                continue;
            }

            int together = panel.Overlap == 0 ? panel.Width : TRegister.Count;
            Pack.Block(depth, together, first, source.Row, source.Column, packed, panel.Width);
            if (together == panel.Width) continue;
            T* second = first + panel.Second * source.Column;
            Pack.Block(depth, together, second, source.Row, source.Column, packed + together, panel.Width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyPanel(int depth, T* source, nint row, Panel panel, T* packed)
    {
        for (int p = 0; p < depth; p++, source += row, packed += panel.Width)
        {
            TRegister.Store(TRegister.Load(source), packed);
            if (panel.IsDouble) TRegister.Store(TRegister.Load(source + panel.Second), packed + TRegister.Count);
        }
    }

    private void MultiplyRows(in Strip strip, int row, int rowEnd, bool packLeft)
    {
        MatrixOperand<T> block = left.From(row, strip.Row);
        if (packLeft) block = PackLeft(block, rowEnd - row, strip.Depth);

        ProductTile<T> tile;
        tile.LeftRow = block.Row;
        tile.LeftColumn = block.Column;
        tile.TargetRow = targetRow;
        tile.Depth = strip.Depth;
        tile.Accumulate = accumulate || strip.Row > 0;
        for (int j = strip.Column; j < strip.ColumnEnd; j += PanelWidth)
        {
            var panel = new Panel(j, n);
            if (strip.Panels != null)
            {
                tile.Right = strip.Panels + (nint)(j - strip.Column) * strip.Depth;
                tile.RightRow = panel.Width;
                tile.RightSecond = TRegister.Count;
            }
            else
            {
                tile.Right = right.From(strip.Row, panel.First).Data;
                tile.RightRow = right.Row;
                tile.RightSecond = panel.Second;
            }

            tile.Left = block.Data;
            tile.Target = target + row * targetRow + panel.First;
            tile.TargetSecond = panel.Second;
            tile.Overlap = panel.Overlap;
            if (panel.IsDouble) Descend<Two>(ref tile, rowEnd - row);
            else Descend<One>(ref tile, rowEnd - row);
        }
    }

    // The tallest tiles that the registers hold, then lower ones for the rows that remain.
    private static void Descend<TWidth>(ref ProductTile<T> tile, int rows)
        where TWidth : struct, ICount
    {
        if (TRegister.IsPlentiful || TWidth.Value == 1)
        {
            for (; rows >= 12; rows -= 12) Step<Twelve, TWidth>(ref tile);
            for (; rows >= 8; rows -= 8) Step<Eight, TWidth>(ref tile);
        }
        else
        {
            for (; rows >= 6; rows -= 6) Step<Six, TWidth>(ref tile);
        }

        for (; rows >= 4; rows -= 4) Step<Four, TWidth>(ref tile);
        for (; rows >= 2; rows -= 2) Step<Two, TWidth>(ref tile);
        for (; rows >= 1; rows -= 1) Step<One, TWidth>(ref tile);
    }

    private static void Step<TRows, TWidth>(ref ProductTile<T> tile)
        where TRows : struct, ICount
        where TWidth : struct, ICount
    {
        ProductTile<T>.Compute<TVector, TRegister, TRows, TWidth>(tile);
        tile.Left += TRows.Value * tile.LeftRow;
        tile.Target += TRows.Value * tile.TargetRow;
    }

    /// <summary>Some rows of B and some of their columns, in packed panels unless they are read where they lie.</summary>
    private struct Strip
    {
        public int Row;
        public int Depth;
        public int Column;
        public int ColumnEnd;
        public T* Panels;
    }

    /// <summary>
    /// The columns of a panel: two registers side by side. At the right edge the last register is moved left to stay inside,
    /// and so overlaps columns that are done already.
    /// </summary>
    private readonly struct Panel
    {
        public readonly int First;
        public readonly int Second;
        public readonly int Overlap;
        public readonly bool IsDouble;

        public Panel(int column, int n)
        {
            int size = TRegister.Count, remaining = n - column;
            IsDouble = remaining > size;
            First = IsDouble ? column : n - size;
            Second = Math.Min(size, remaining - size);
            Overlap = Math.Max(0, (IsDouble ? 2 * size : size) - remaining);
        }

        public int Width => IsDouble ? PanelWidth : TRegister.Count;
    }
}
