using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The product cut into blocks that fit the caches. Tiles of a block of A, which stays in the second-level cache, pass over a
/// panel of B, two registers wide. Operands that are large or awkwardly strided are packed first, B into panels, once for all
/// threads, and A into rows; the others are read where they lie. Threads share the blocks. The sums of an element are taken
/// in the same order wherever the edges of blocks and tiles fall.
/// </summary>
internal readonly unsafe struct BlockedProduct<T, TVector, TRegister>(
    int m, int n, int k, MatrixOperand<T> left, MatrixOperand<T> right, T* target, nint targetRow, T* start, nint startRow)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TRegister : struct, IWidth<TVector, T>
{
    /// <summary>
    /// Bytes along the depth of a strip. For each strip the target is read and written again, which costs more than it does
    /// to read panels from the second-level cache.
    /// </summary>
    private const int DepthBytes = 4096;

    /// <summary>Columns of a strip of B: at most 8 MiB, a part of the third-level cache.</summary>
    private const int ColumnBlock = 2048;

    /// <summary>The extent in memory, in bytes, up to which a block of an operand stays in cache without being packed.</summary>
    private const int NearExtent = 2 * 1024 * 1024;

    /// <summary>Rows of A up to which packing B does not pay.</summary>
    private const int FewRows = 128;

    /// <summary>The same where rows of B contend and tiles are low, so that they read B often.</summary>
    private const int FewestRows = 12;

    /// <summary>Panels of B up to which packing A does not pay.</summary>
    private const int FewPanels = 4;

    /// <summary>The depth up to which the target is most of the memory in use: it is then written along its rows, a few at a time.</summary>
    private const int Shallow = 16;

    /// <summary>Rows of B that are packed together: few enough to be read as so many streams.</summary>
    private const int RowsTogether = 32;

    private static int PanelWidth => 2 * TRegister.Count;

    public void Compute()
    {
        Cut depths = Cut.AtMost(DepthBytes / sizeof(T), k, 8), columns = Cut.AtMost(ColumnBlock, n, PanelWidth);
        bool packRight = right.Column != 1 || (m > FewRows && !IsNear(right, depths.Longest, 1))
            || (m > FewestRows && !TRegister.IsPlentiful && Contends(right));
        if (depths.Pieces == 1 && columns.Pieces == 1 && ProductBlocks.IsOne(m, n, k, sizeof(T)))
        {
            Strip whole = Prepare(depths, 0, columns, 0, packRight);
            if (packRight) PackRight(whole, 0, n);
            Multiply(whole, 0, m, 0, n);
            return;
        }

        for (int columnPiece = 0; columnPiece < columns.Pieces; columnPiece++)
        {
            for (int depthPiece = 0; depthPiece < depths.Pieces; depthPiece++)
            {
                // Blocks as high as the product have panels of their own, which they pack themselves.
                Strip strip = Prepare(depths, depthPiece, columns, columnPiece, packRight);
                var blocks = new ProductBlocks(m, strip.Width, strip.Depth, sizeof(T), PanelWidth);
                if (packRight && blocks.Rows.Pieces > 1)
                    Workers.Run(new Packing(this, strip, blocks.Panels), blocks.Panels.Pieces);
                Workers.Run(new Multiplying(this, strip, blocks), blocks.Count);
            }
        }
    }

    private static Strip Prepare(Cut depths, int depthPiece, Cut columns, int columnPiece, bool packRight)
    {
        Strip strip;
        strip.Row = depths.Start(depthPiece);
        strip.Depth = depths.Start(depthPiece + 1) - strip.Row;
        strip.Column = columns.Start(columnPiece);
        strip.Width = columns.Start(columnPiece + 1) - strip.Column;
        strip.Panels = packRight ? PackBuffer.Right<T>((nint)(strip.Width + PanelWidth) * strip.Depth) : null;
        return strip;
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

    private void PackRight(in Strip strip, int firstColumn, int columnEnd)
    {
        for (int row = 0; row < strip.Depth; row += RowsTogether)
        {
            int rows = Math.Min(RowsTogether, strip.Depth - row);
            MatrixOperand<T> source = right.From(strip.Row + row, 0);
            for (int j = firstColumn; j < columnEnd; j += PanelWidth)
            {
                var panel = new Panel(j, n);
                PackPanel(rows, source, panel, strip.PanelAt(j) + (nint)row * panel.Width);
            }
        }
    }

    private static void PackPanel(int rows, MatrixOperand<T> source, Panel panel, T* packed)
    {
        T* first = source.Data + panel.First * source.Column;
        if (source.Column == 1)
        {
            CopyPanel(rows, first, source.Row, panel, packed);
            return;
        }

        int together = panel.Overlap == 0 ? panel.Width : TRegister.Count;
        Pack.Block(rows, together, first, source.Row, source.Column, packed, panel.Width);
        if (together < panel.Width)
            Pack.Block(rows, panel.Width - together, first + panel.Second * source.Column, source.Row, source.Column, packed + together, panel.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyPanel(int rows, T* source, nint row, Panel panel, T* packed)
    {
        for (int p = 0; p < rows; p++, source += row, packed += panel.Width)
        {
            TRegister.Store(TRegister.Load(source), packed);
            if (panel.IsDouble) TRegister.Store(TRegister.Load(source + panel.Second), packed + TRegister.Count);
        }
    }

    private void Multiply(in Strip strip, int row, int rowEnd, int firstColumn, int columnEnd)
    {
        MatrixOperand<T> block = left.From(row, strip.Row);
        if (columnEnd - firstColumn > FewPanels * PanelWidth && (Contends(left) || !IsNear(left, rowEnd - row, strip.Depth)))
            block = PackLeft(block, rowEnd - row, strip.Depth);

        ProductTile<T> tile;
        tile.LeftRow = block.Row;
        tile.LeftColumn = block.Column;
        tile.TargetRow = targetRow;
        tile.StartRow = strip.Row > 0 ? targetRow : startRow;
        tile.Depth = strip.Depth;
        int together = strip.Depth > Shallow ? rowEnd - row : strip.Depth > 1 ? 12 : 8;
        for (int i = row; i < rowEnd; i += together)
        {
            for (int j = firstColumn; j < columnEnd; j += PanelWidth)
            {
                var panel = new Panel(j, n);
                tile.Left = block.Data + (i - row) * block.Row;
                if (strip.Panels != null)
                {
                    tile.Right = strip.PanelAt(j);
                    tile.RightRow = panel.Width;
                    tile.RightSecond = TRegister.Count;
                }
                else
                {
                    tile.Right = right.From(strip.Row, panel.First).Data;
                    tile.RightRow = right.Row;
                    tile.RightSecond = panel.Second;
                }

                tile.Target = target + i * targetRow + panel.First;
                tile.Start = strip.Row > 0 ? tile.Target : start == null ? null : start + i * startRow + panel.First;
                tile.Second = panel.Second;
                tile.Overlap = panel.Overlap;
                int rows = Math.Min(together, rowEnd - i);
                if (panel.IsDouble) Descend<Two>(ref tile, rows);
                else Descend<One>(ref tile, rows);
            }
        }
    }

    // The tallest tiles that the registers hold, then lower ones for the rows that remain. Four rows keep the processor as busy
    // as more do; fewer leave it waiting for their sums.
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
            for (; rows >= 6 && rows != 8; rows -= 6) Step<Six, TWidth>(ref tile);
        }

        for (; rows >= 4; rows -= 4) Step<Four, TWidth>(ref tile);
        if (rows == 3) Step<Three, TWidth>(ref tile);
        else if (rows == 2) Step<Two, TWidth>(ref tile);
        else if (rows == 1) Step<One, TWidth>(ref tile);
    }

    private static void Step<TRows, TWidth>(ref ProductTile<T> tile)
        where TRows : struct, ICount
        where TWidth : struct, ICount
    {
        ProductTile<T>.Compute<TVector, TRegister, TRows, TWidth>(tile);
        tile.Left += TRows.Value * tile.LeftRow;
        tile.Target += TRows.Value * tile.TargetRow;
        if (tile.Start != null) tile.Start += TRows.Value * tile.StartRow;
    }

    /// <summary>Some rows of B and some of their columns, in packed panels unless they are read where they lie.</summary>
    private struct Strip
    {
        public int Row;
        public int Depth;
        public int Column;
        public int Width;
        public T* Panels;

        public readonly T* PanelAt(int column) => Panels + (nint)(column - Column) * Depth;
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

    private readonly struct Packing(BlockedProduct<T, TVector, TRegister> product, Strip strip, Cut panels) : IWork
    {
        public void Run(int piece) =>
            product.PackRight(strip, strip.Column + panels.Start(piece), strip.Column + panels.Start(piece + 1));
    }

    private readonly struct Multiplying(BlockedProduct<T, TVector, TRegister> product, Strip strip, ProductBlocks blocks) : IWork
    {
        public void Run(int piece)
        {
            (int row, int column) = Math.DivRem(piece, blocks.Columns.Pieces);
            int firstColumn = strip.Column + blocks.Columns.Start(column), columnEnd = strip.Column + blocks.Columns.Start(column + 1);
            if (strip.Panels != null && blocks.Rows.Pieces == 1) product.PackRight(strip, firstColumn, columnEnd);
            product.Multiply(strip, blocks.Rows.Start(row), blocks.Rows.Start(row + 1), firstColumn, columnEnd);
        }
    }
}
