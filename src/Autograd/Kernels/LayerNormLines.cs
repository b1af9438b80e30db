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

/// <summary>(a − mean) · scale · b + c.</summary>
internal readonly struct Normalised<L, T>(L mean, L scale) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A | Operands.B | Operands.C;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.MultiplyAdd((L.Load(ref a, 0) - mean) * scale, L.Load(ref b, 0), L.Load(ref c, 0));
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

/// <summary>A normalised, times the weight B, plus the bias C; leaves the mean P and the reciprocal deviation Q.</summary>
internal readonly struct LayerNormLine(double epsilon) : ILineRule
{
    public static bool WritesEnds => true;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new Mean());
        block.Each(new Scale(epsilon));
        block.Each(new Normalise());
    }

    private readonly struct Mean : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            L.Store(line.Fold(new SumReduction(), new Itself<L, T>(), at) / line.Length, ref slot, 0);
    }

    private readonly struct Scale(double epsilon) : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            L mean = L.Load(ref slot, 0), variance = line.Fold(new SumReduction(), new SquaredDeviation<L, T>(mean), at) / line.Length;
            L scale = 1 / L.Sqrt(variance + epsilon);
            Line<L, T, D>.Write(mean, ref at.P);
            Line<L, T, D>.Write(scale, ref at.Q);
            L.Store(scale, ref slot, L.Count);
        }
    }

    private readonly struct Normalise : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            line.Map(new Normalised<L, T>(L.Load(ref slot, 0), L.Load(ref slot, L.Count)), at);
    }
}

/// <summary>The gradient of a normalised B from the upstream A, with the weight C, the mean P and the reciprocal deviation Q.</summary>
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
            L mean = Line<L, T, D>.Read(ref at.P), scale = Line<L, T, D>.Read(ref at.Q);
            L sum = line.Fold(new SumReduction(), new WeightedDeviation<L, T>(mean), at);
            L.Store(sum / line.Length * (scale * scale), ref slot, L.Count);
        }
    }

    private readonly struct Project : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            L mean = Line<L, T, D>.Read(ref at.P), scale = Line<L, T, D>.Read(ref at.Q);
            line.Map(new NormalisedSlope<L, T>(mean, scale, L.Load(ref slot, 0), L.Load(ref slot, L.Count)), at);
        }
    }
}

/// <summary>
/// The whole gradient of a layer norm, a block of rows at a time while they are in cache: the operand's by rows, and by columns
/// the block's share of the weight's, Σ u·x̂, and of the bias's, Σ u.
/// </summary>
internal readonly struct LayerNormPullback(
    Tensor upstream, Tensor x, Tensor weight, Tensor means, Tensor scales, Tensor? slope, Tensor? weightShares, Tensor? biasShares, int rows) : IKernel
{
    private const int BlockRows = 32, PieceSize = 1 << 15;

    private readonly Tensor? slope = slope, weightShares = weightShares, biasShares = biasShares;
    private readonly int rows = rows;
    private readonly Lines lines = new(upstream.Count / x.Shape[^1], x.Shape[^1], 1);

    /// <summary>The number of blocks in which the rows of one direction are taken.</summary>
    public static int Blocks(int rows) => (rows + BlockRows - 1) / BlockRows;

    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        int together = Math.Max(1, PieceSize / (BlockRows * lines.Length)), blocks = lines.Outer / rows * Blocks(rows);
        Workers.Run(new Piece<L, T>(this, new(default, lines, upstream, x, weight, slope, means, scales),
            LineOperand.Of(upstream, lines), LineOperand.Of(x, lines), together, blocks), (blocks + together - 1) / together);
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
        using Scratch scratch = new(2 * Math.Max(lines.Length, L.Count), Unsafe.SizeOf<T>());
        ref T forWeight = ref scratch.First<T>();
        ref T forBias = ref Unsafe.Add(ref forWeight, Math.Max(lines.Length, L.Count));
        ref T u = ref Unsafe.Add(ref gradient.First<T>(), gradient.Start(start));
        ref T value = ref Unsafe.Add(ref operand.First<T>(), operand.Start(start));
        ref T mean = ref Unsafe.Add(ref means.First<T>(), inDirection);
        ref T scale = ref Unsafe.Add(ref scales.First<T>(), inDirection);
        for (int column = 0; column < lines.Length; column += L.Count)
        {
            // The last strip is moved back to stay inside; what it does twice comes out the same.
            int from = Math.Max(0, Math.Min(column, lines.Length - L.Count));
            Strip<L, T>(count, ref Unsafe.Add(ref u, from * gradient.Along), gradient.Outer, gradient.Along, ref Unsafe.Add(ref value, from), operand.Outer,
                ref mean, ref scale, ref Unsafe.Add(ref forWeight, from), ref Unsafe.Add(ref forBias, from));
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

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Strip<L, T>(int count, ref T upstream, nint upstreamStep, int along, ref T x, nint xStep, ref T mean, ref T scale, ref T forWeight, ref T forBias)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        bool narrow = lines.Length < L.Count;
        L weightSum = 0, biasSum = 0;
        for (nint row = 0; row < count; row++)
        {
            L u = along == 0 ? L.Create(upstream) : narrow ? Partial<L, T>(ref upstream) : L.Load(ref upstream, 0);
            L deviation = (narrow ? Partial<L, T>(ref x) : L.Load(ref x, 0)) - L.Create(Unsafe.Add(ref mean, row));
            weightSum = L.MultiplyAdd(u * L.Create(Unsafe.Add(ref scale, row)), deviation, weightSum);
            biasSum += u;
            upstream = ref Unsafe.Add(ref upstream, upstreamStep);
            x = ref Unsafe.Add(ref x, xStep);
        }

        L.Store(weightSum, ref forWeight, 0);
        L.Store(biasSum, ref forBias, 0);
    }

    /// <summary>The columns of a row that is narrower than a register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private L Partial<L, T>(ref T first) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Register padded = default;
        ref T buffer = ref Unsafe.As<Register, T>(ref padded);
        for (nint i = 0; i < lines.Length; i++)
            Unsafe.Add(ref buffer, i) = Unsafe.Add(ref first, i);
        return L.Load(ref buffer, 0);
    }
}
