using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>What is done to one line, or to a register's worth of neighbouring lines at once.</summary>
internal interface ILineRule
{
    /// <summary>Whether <see cref="Cells{T}.P"/> and <see cref="Cells{T}.Q"/> are results, rather than given.</summary>
    static abstract bool WritesEnds { get; }

    /// <summary>Does the steps, each for the whole block.</summary>
    void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection;
}

/// <summary>
/// Runs a rule over lines. Long lines in memory order are walked along, neighbouring lines across; what is too short or too
/// narrow for either is packed into a register's worth of lines first, and walked across as well.
/// </summary>
internal readonly struct LineKernel<R>(R rule, Lines lines, Tensor? a, Tensor? b, Tensor? c, Tensor? target, Tensor? p, Tensor? q) : IKernel
    where R : struct, ILineRule
{
    // Lines that are done together are to stay in the first-level cache from the first step to the last.
    private const int BytesTogether = 8192;

    // How many elements a thread takes at a time, about, and how many lines at least.
    private const int PieceSize = 1 << 15, Unit = 16;

    private readonly Lines lines = lines;
    private readonly R rule = rule;
    private readonly LineOperand a = LineOperand.Of(a, lines), b = LineOperand.Of(b, lines), c = LineOperand.Of(c, lines), target = LineOperand.Target(target, lines);
    private readonly LineEnds p = R.WritesEnds ? LineEnds.Written(p) : LineEnds.Given(p), q = R.WritesEnds ? LineEnds.Written(q) : LineEnds.Given(q);

    /// <summary>Keeps operands, and copies of them in another order, until here.</summary>
    public void KeepAlive()
    {
        foreach (Tensor? tensor in (ReadOnlySpan<Tensor?>)[a.Tensor, b.Tensor, c.Tensor, target.Tensor, p.Tensor, q.Tensor])
            GC.KeepAlive(tensor);
    }

    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        // A piece begins where a register does, and is never narrower than one, so that no strip of columns is shared by two threads.
        int together = (int)Math.Max(1, PieceSize / Math.Max(1, (long)lines.Length * Unit)) * Unit;
        if (lines.Inner > 1 && lines.Outer > 1)
            together = (together + lines.Inner - 1) / lines.Inner * lines.Inner;
        int pieces = Math.Max(1, lines.Count / together);
        Workers.Run(new Piece<L, T>(this, together, pieces), pieces);
    }

    /// <summary>Runs some of the lines; a part is a multiple of the register's lanes, or the last.</summary>
    public void Run<L, T>(int first, int stop) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (lines.Inner == 1 && lines.Length >= L.Count)
            RunAlong<L, T>(first, stop);
        else if (lines.Inner >= L.Count)
            RunAcross<L, T>(first, stop);
        else
            RunPacked<L, T>(first, stop);
    }

    private void RunAlong<L, T>(int first, int stop) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        // Up to where the first operand begins again, all go on evenly.
        long period = Math.Min(Math.Min(Math.Min(a.Period, b.Period), Math.Min(c.Period, target.Period)), Math.Min(p.Period, q.Period));
        while (first < stop)
        {
            int end = (int)Math.Min(stop, (first / period + 1) * period);
            RunEvenly<L, T>(first, end);
            first = end;
        }
    }

    // Optimised at once, as the loops are: the first seconds would spend more time between the lines than in them.
    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void RunEvenly<L, T>(int first, int stop) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Unsafe.SkipInit(out Copies copies);
        Unsafe.SkipInit(out Slots slots);
        scoped LineBlock<L, T, Along> block = new() { Line = new(lines.Length), Slots = ref Unsafe.As<Slots, T>(ref slots), TargetRow = target.Outer };
        int together = (int)Math.Clamp(BytesTogether / ((long)lines.Length * Unsafe.SizeOf<T>()), 1, Slots.Lines);
        for (; first < stop; first += block.Count)
        {
            block.Count = Math.Min(together, stop - first);
            block.First.A = Rows<L, T>(a, first, block.Count, ref copies.A, out block.ARow);
            block.First.B = Rows<L, T>(b, first, block.Count, ref copies.B, out block.BRow);
            block.First.C = Rows<L, T>(c, first, block.Count, ref copies.C, out block.CRow);
            block.First.Target = new(ref Unsafe.Add(ref target.First<T>(), target.Start(first)), L.Count);
            block.First.P = ref p.At<T>(first);
            block.First.Q = ref q.At<T>(first);
            rule.Run(block);
        }
    }

    /// <summary>An operand of several lines; one that repeats along them is read from a register's worth of copies for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Strand<T> Rows<L, T>(scoped in LineOperand operand, int first, int count, ref LineCopies copies, out nint row)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        ref T start = ref Unsafe.Add(ref operand.First<T>(), operand.Start(first));
        row = operand.Outer;
        if (operand.Along != 0)
            return new(ref start, L.Count);
        ref T repeated = ref Unsafe.As<LineCopies, T>(ref copies);
        for (int line = 0; line < count; line++)
            L.Store(L.Create(Unsafe.Add(ref start, line * row)), ref repeated, line * L.Count);
        row = L.Count;
        return new(ref repeated, 0);
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void RunAcross<L, T>(int first, int stop) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Unsafe.SkipInit(out Copies copies);
        Unsafe.SkipInit(out Slots slots);
        scoped LineBlock<L, T, Across> block = new() { Line = new(lines.Length), Slots = ref Unsafe.As<Slots, T>(ref slots), Count = 1 };
        for (int next = first; next < stop;)
        {
            // The last strip of columns is moved back to stay inside: what it does twice comes out the same.
            int outer = next / lines.Inner, column = Math.Min(next % lines.Inner, lines.Inner - L.Count), end = outer * lines.Inner + column;
            block.First.A = Columns<L, T>(a, outer, column, ref copies.A);
            block.First.B = Columns<L, T>(b, outer, column, ref copies.B);
            block.First.C = Columns<L, T>(c, outer, column, ref copies.C);
            block.First.Target = new(ref Strip<T>(target, outer, column), target.Along);
            block.First.P = ref p.At<T>(end);
            block.First.Q = ref q.At<T>(end);
            rule.Run(block);
            next = end + L.Count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Strand<T> Columns<L, T>(scoped in LineOperand operand, int outer, int column, ref LineCopies copies)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        ref T start = ref Strip<T>(operand, outer, column);
        if (operand.Along != 0)
            return new(ref start, operand.Along);
        ref T repeated = ref Unsafe.As<LineCopies, T>(ref copies);
        L.Store(operand.Inner == 0 ? L.Create(start) : L.Load(ref start, 0), ref repeated, 0);
        return new(ref repeated, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Strip<T>(scoped in LineOperand operand, int outer, int column) where T : unmanaged =>
        ref Unsafe.Add(ref operand.First<T>(), operand.Start(outer) + (nint)column * operand.Inner);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void RunPacked<L, T>(int first, int stop) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        // The strands that are there, and the ends.
        int size = checked(lines.Length * L.Count), strands = Strands(b) + Strands(c) + Strands(target) + 1;
        using Scratch scratch = new(checked(strands * size + 2 * L.Count), Unsafe.SizeOf<T>());
        ref T room = ref scratch.First<T>();
        ref T bRoom = ref Unsafe.Add(ref room, size);
        ref T cRoom = ref Unsafe.Add(ref bRoom, Strands(b) * size);
        ref T targetRoom = ref Unsafe.Add(ref cRoom, Strands(c) * size);
        Unsafe.SkipInit(out Slots slots);
        scoped LineBlock<L, T, Across> block = new() { Line = new(lines.Length), Slots = ref Unsafe.As<Slots, T>(ref slots), Count = 1 };
        ref Cells<T> at = ref block.First;
        at.P = ref Unsafe.Add(ref targetRoom, Strands(target) * size);
        at.Q = ref Unsafe.Add(ref at.P, L.Count);
        at.Target = new(ref targetRoom, L.Count);
        for (; first < stop; first += L.Count)
        {
            int lanes = Math.Min(L.Count, stop - first);
            at.A = Pack<L, T>(a, first, lanes, ref room);
            at.B = Pack<L, T>(b, first, lanes, ref bRoom);
            at.C = Pack<L, T>(c, first, lanes, ref cRoom);
            for (int lane = 0; lane < L.Count && !R.WritesEnds; lane++)
            {
                int line = first + Math.Min(lane, lanes - 1);
                if (p.Tensor is not null)
                    Unsafe.Add(ref at.P, lane) = p.At<T>(line);
                if (q.Tensor is not null)
                    Unsafe.Add(ref at.Q, lane) = q.At<T>(line);
            }

            rule.Run(block);
            Unpack<L, T>(first, lanes, ref at.Target.First);
            for (int lane = 0; lane < lanes && R.WritesEnds; lane++)
            {
                if (p.Tensor is not null)
                    p.At<T>(first + lane) = Unsafe.Add(ref at.P, lane);
                if (q.Tensor is not null)
                    q.At<T>(first + lane) = Unsafe.Add(ref at.Q, lane);
            }
        }
    }

    private static int Strands(scoped in LineOperand operand) => operand.Tensor is null ? 0 : 1;

    /// <summary>Turns lines into columns, one a lane; lanes to spare repeat the last line.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private Strand<T> Pack<L, T>(scoped in LineOperand operand, int first, int lanes, ref T room)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (operand.Tensor is null)
            return default;
        ref T from = ref operand.First<T>();
        nint along = operand.Along, length = lines.Length;
        for (int lane = 0; lane < L.Count; lane++)
        {
            ref T x = ref Unsafe.Add(ref from, Start(operand, first + Math.Min(lane, lanes - 1)));
            ref T to = ref Unsafe.Add(ref room, lane);
            for (nint i = 0; i < length; i++)
            {
                to = x;
                to = ref Unsafe.Add(ref to, L.Count);
                x = ref Unsafe.Add(ref x, along);
            }
        }

        return new(ref room, L.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Unpack<L, T>(int first, int lanes, ref T room) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (target.Tensor is null)
            return;
        ref T to = ref target.First<T>();
        nint along = target.Along, length = lines.Length;
        for (int lane = 0; lane < lanes; lane++)
        {
            ref T y = ref Unsafe.Add(ref to, Start(target, first + lane));
            ref T from = ref Unsafe.Add(ref room, lane);
            for (nint i = 0; i < length; i++)
            {
                y = from;
                from = ref Unsafe.Add(ref from, L.Count);
                y = ref Unsafe.Add(ref y, along);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Start(scoped in LineOperand operand, int line)
    {
        if (lines.Inner == 1)
            return operand.Start(line);
        (int outer, int column) = Math.DivRem(line, lines.Inner);
        return operand.Start(outer) + (nint)column * operand.Inner;
    }

    private readonly struct Piece<L, T>(LineKernel<R> kernel, int together, int pieces) : IWork
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        public void Run(int piece) =>
            kernel.Run<L, T>(piece * together, piece == pieces - 1 ? kernel.lines.Count : (piece + 1) * together);
    }

    private struct Copies
    {
        public LineCopies A, B, C;
    }
}

/// <summary>What several lines carry from step to step.</summary>
[InlineArray(Lines)]
internal struct Slots
{
    public const int Lines = 8;

    private TwoRegisters first;
}

/// <summary>A register for each of several lines.</summary>
[InlineArray(Slots.Lines)]
internal struct LineCopies
{
    private Register first;
}

/// <summary>Memory for a kernel's own use, from the pool, until disposed.</summary>
internal readonly struct Scratch(int count, int size) : IDisposable
{
    private readonly ulong[] buffer = BufferPool.Rent((int)(((long)count * size + sizeof(ulong) - 1) / sizeof(ulong)));

    public ref T First<T>() where T : unmanaged =>
        ref Unsafe.As<ulong, T>(ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(buffer), BufferPool.AlignedStart(buffer)));

    public void Dispose() => BufferPool.Return(buffer);
}
