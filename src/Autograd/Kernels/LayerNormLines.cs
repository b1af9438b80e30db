using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>(a − mean)².</summary>
internal readonly struct SquaredDeviation<L, T>(L mean) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d)
    {
        L deviation = L.Load(ref a, 0) - mean;
        return deviation * deviation;
    }
}

/// <summary>((a − mean) · scale + shift) · b + c.</summary>
internal readonly struct Normalised<L, T>(L mean, L scale, L shift) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A | Operands.B | Operands.C;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) =>
        L.MultiplyAdd(L.MultiplyAdd(L.Load(ref a, 0) - mean, scale, shift), L.Load(ref b, 0), L.Load(ref c, 0));
}

/// <summary>a · c · (b − mean).</summary>
internal readonly struct WeightedDeviation<L, T>(L mean) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A | Operands.B | Operands.C;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Load(ref a, 0) * L.Load(ref c, 0) * (L.Load(ref b, 0) - mean);
}

/// <summary>a · c.</summary>
internal readonly struct Weighted<L, T> : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A | Operands.C;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Load(ref a, 0) * L.Load(ref c, 0);
}

/// <summary>scale · (a · c − average − (b − mean) · slope).</summary>
internal readonly struct NormalisedSlope<L, T>(L mean, L scale, L average, L slope) : IPass<L, T>
    where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A | Operands.B | Operands.C;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) =>
        scale * (L.Load(ref a, 0) * L.Load(ref c, 0) - average - (L.Load(ref b, 0) - mean) * slope);
}

/// <summary>A normalised, times the weight B, plus the bias C; leaves the mean's offset P from the first element and the reciprocal deviation Q.</summary>
internal readonly struct LayerNormLine(double epsilon) : ILineRule
{
    public static bool WritesEnds => true;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new OffsetStep());
        block.Each(new Scale(epsilon));
        block.Each(new Normalise());
    }

    private readonly struct Scale(double epsilon) : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            Middle<L> mean = new(Line<L, T, D>.Read(ref at.A.First), L.Load(ref slot, 0));
            L scale = 1 / L.Sqrt(SpreadLine.SquaresFrom(line, mean, at) / line.Length + epsilon);
            Line<L, T, D>.Write(scale, ref at.Q);
            L.Store(scale, ref slot, L.Count);
        }
    }

    private readonly struct Normalise : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            Middle<L> mean = new(Line<L, T, D>.Read(ref at.A.First), L.Load(ref slot, 0));
            L scale = L.Load(ref slot, L.Count);
            line.Map(new Normalised<L, T>(mean.High, scale, -mean.Low * scale), at);
        }
    }
}

/// <summary>The gradient of a normalised B from the upstream A, with the weight C, the mean's offset P and the reciprocal deviation Q.</summary>
internal readonly struct LayerNormPullbackLine : ILineRule
{
    public static bool WritesEnds => false;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new Average());
        block.Each(new Slope());
        block.Each(new Project());
    }

    private readonly struct Average : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            L.Store(line.Fold(new SumReduction(), new Weighted<L, T>(), at) / line.Length, ref slot, 0);
    }

    private readonly struct Slope : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            Middle<L> mean = Mean(line, at);
            L scale = Line<L, T, D>.Read(ref at.Q), sum = line.Fold(new SumReduction(), new WeightedDeviation<L, T>(mean.High), at);
            L.Store((sum / line.Length - mean.Low * L.Load(ref slot, 0)) * scale * scale, ref slot, L.Count);
        }
    }

    private readonly struct Project : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            Middle<L> mean = Mean(line, at);
            L scale = Line<L, T, D>.Read(ref at.Q), slope = L.Load(ref slot, L.Count);
            line.Map(new NormalisedSlope<L, T>(mean.High, scale, L.Load(ref slot, 0) - mean.Low * slope, slope), at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Middle<L> Mean<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
        new(Line<L, T, D>.Read(ref at.B.First), Line<L, T, D>.Read(ref at.P));
}

/// <summary>
/// The whole gradient of a layer norm, a block of rows at a time while they are in cache: the operand's by rows, and by columns
/// the block's share of the weight's, Σ u·x̂, and of the bias's, Σ u.
/// </summary>
internal readonly struct LayerNormPullback(
    Tensor upstream, Tensor x, Tensor weight, Tensor offsets, Tensor scales, Tensor? slope, Tensor? weightShares, Tensor? biasShares, int rows) : IKernel
{
    private const int BlockRows = 32, PieceSize = 1 << 15;

    private readonly Tensor? slope = slope, weightShares = weightShares, biasShares = biasShares;
    private readonly int rows = rows;
    private readonly Lines lines = new(upstream.Count / x.Shape[^1], x.Shape[^1], 1);
    private readonly LineEnds offsets = LineEnds.Given(offsets), scales = LineEnds.Given(scales);

    /// <summary>The number of blocks in which the rows of one direction are taken.</summary>
    public static int Blocks(int rows) => (rows + BlockRows - 1) / BlockRows;

    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        int together = (int)Math.Max(1, PieceSize / ((long)BlockRows * lines.Length)), blocks = lines.Outer / rows * Blocks(rows);
        LineOperand gradient = LineOperand.Of(upstream, lines), operand = LineOperand.Following(x, lines);
        LineKernel<LayerNormPullbackLine> byRows = new(default, lines, upstream, x, weight, slope, offsets.Tensor, scales.Tensor);
        Workers.Run(new Piece<L, T>(this, byRows, gradient, operand, together, blocks), (blocks + together - 1) / together);
        byRows.KeepAlive();
        GC.KeepAlive(gradient.Tensor);
        GC.KeepAlive(operand.Tensor);
    }

    private readonly struct Piece<L, T>(LayerNormPullback all, LineKernel<LayerNormPullbackLine> byRows, LineOperand upstream, LineOperand x, int together, int blocks) : IWork
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        public void Run(int piece)
        {
            for (int block = piece * together; block < Math.Min((piece + 1) * together, blocks); block++)
            {
                (int direction, int within) = Math.DivRem(block, Blocks(all.rows));
                int inDirection = within * BlockRows, start = direction * all.rows + inDirection, count = Math.Min(BlockRows, all.rows - inDirection);
                if (all.slope is not null)
                    byRows.Run<L, T>(start, start + count);
                if (all.weightShares is not null || all.biasShares is not null)
                    all.Columns<L, T>(upstream, x, start, inDirection, count, block);
            }
        }
    }

    private void Columns<L, T>(in LineOperand gradient, in LineOperand operand, int start, int inDirection, int count, int block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        // Sums, and rows narrower than a register, padded.
        int width = Math.Max(lines.Length, L.Count);
        using Scratch scratch = new(2 * (width + BlockRows * L.Count), Unsafe.SizeOf<T>());
        ref T forWeight = ref scratch.First<T>();
        ref T forBias = ref Unsafe.Add(ref forWeight, width);
        ref T paddedUpstream = ref Unsafe.Add(ref forBias, width);
        ref T paddedValues = ref Unsafe.Add(ref paddedUpstream, BlockRows * L.Count);
        ref T u = ref Unsafe.Add(ref gradient.First<T>(), gradient.Start(start));
        ref T value = ref Unsafe.Add(ref operand.First<T>(), operand.Start(start));
        Span<T> origins = stackalloc T[BlockRows];
        for (int row = 0; row < count; row++)
            origins[row] = Unsafe.Add(ref value, row * (nint)operand.Outer);
        ref T origin = ref origins[0];
        ref T offset = ref offsets.At<T>(inDirection);
        ref T scale = ref scales.At<T>(inDirection);
        nint uRow = gradient.Outer, valueRow = operand.Outer;
        bool repeats = gradient.Along == 0, narrow = lines.Length < L.Count;
        if (repeats || narrow)
        {
            u = ref Padded<L, T>(ref u, uRow, gradient.Along, count, ref paddedUpstream);
            uRow = L.Count;
        }

        if (narrow)
        {
            value = ref Padded<L, T>(ref value, valueRow, 1, count, ref paddedValues);
            valueRow = L.Count;
        }

        for (int column = 0; column < lines.Length; column += 2 * L.Count)
        {
            // Strips at the end are moved back to stay inside; what is done twice comes out the same.
            int from = Math.Max(0, Math.Min(column, lines.Length - L.Count)), next = Math.Max(0, Math.Min(column + L.Count, lines.Length - L.Count)) - from;
            Strips<L, T>(count, ref Unsafe.Add(ref u, repeats ? 0 : from), uRow, repeats ? 0 : next, ref Unsafe.Add(ref value, from), valueRow, next,
                ref origin, ref offset, ref scale, ref Unsafe.Add(ref forWeight, from), ref Unsafe.Add(ref forBias, from));
        }

        Put(ref forWeight, weightShares, block);
        Put(ref forBias, biasShares, block);
    }

    private void Put<T>(ref T sums, Tensor? shares, int block) where T : unmanaged
    {
        if (shares is not null)
            System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref sums, lines.Length).CopyTo(
                shares.Elements<T>().Slice(block * lines.Length, lines.Length));
    }

    /// <summary>Two strips of columns, down the rows of a block.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Strips<L, T>(int rows, ref T u, nint uRow, nint uNext, ref T x, nint xRow, nint next, ref T origin, ref T offset, ref T scale, ref T forWeight, ref T forBias)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        L weight = 0, otherWeight = 0, bias = 0, otherBias = 0;
        nint row = 0;
        do
        {
            Middle<L> mean = new(L.Create(Unsafe.Add(ref origin, row)), L.Create(Unsafe.Add(ref offset, row)));
            L high = mean.High, factor = L.Create(Unsafe.Add(ref scale, row)), shift = -mean.Low * factor;
            L one = L.Load(ref u, 0), other = L.Load(ref u, uNext);
            weight = L.MultiplyAdd(one, L.MultiplyAdd(L.Load(ref x, 0) - high, factor, shift), weight);
            otherWeight = L.MultiplyAdd(other, L.MultiplyAdd(L.Load(ref x, next) - high, factor, shift), otherWeight);
            bias += one;
            otherBias += other;
            u = ref Unsafe.Add(ref u, uRow);
            x = ref Unsafe.Add(ref x, xRow);
        }
        while (++row < rows);

        L.Store(otherWeight, ref forWeight, next);
        L.Store(weight, ref forWeight, 0);
        L.Store(otherBias, ref forBias, next);
        L.Store(bias, ref forBias, 0);
    }

    /// <summary>Rows that repeat a number, or are narrower than a register, in a register each.</summary>
    private ref T Padded<L, T>(ref T x, nint row, int along, int count, ref T room) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        for (nint i = 0; i < count; i++)
        {
            ref T first = ref Unsafe.Add(ref x, i * row);
            L.Store(L.Create(first), ref room, i * L.Count);
            for (nint j = 0; along != 0 && j < lines.Length; j++)
                Unsafe.Add(ref room, i * L.Count + j) = Unsafe.Add(ref first, j);
        }

        return ref room;
    }
}
