using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>What is done to one line, or to a register's worth of neighbouring lines at once.</summary>
internal interface ILineRule
{
    /// <summary>Whether <see cref="Cells{T}.P"/> and <see cref="Cells{T}.Q"/> are results, rather than given.</summary>
    static abstract bool WritesEnds { get; }

    /// <summary>
    /// How many steps there are. A step that ends with a fold lets the next one wait; so each is done for several lines before
    /// the next, and the processor need not wait for one line at a time.
    /// </summary>
    static abstract int Stages { get; }

    /// <summary>One step; the slot is room for two registers, to carry something from step to step.</summary>
    void Run<L, T, D>(int stage, Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
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

    private readonly R rule = rule;
    private readonly LineOperand a = LineOperand.Of(a, lines), b = LineOperand.Of(b, lines), c = LineOperand.Of(c, lines), target = LineOperand.Of(target, lines);

    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => Run<L, T>(0, lines.Count);

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
        long period = Math.Min(Math.Min(Math.Min(a.Period, b.Period), Math.Min(c.Period, target.Period)), Math.Min(Period(p), Period(q)));
        while (first < stop)
        {
            int end = (int)Math.Min(stop, (first / period + 1) * period);
            RunEvenly<L, T>(first, end);
            first = end;
        }
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void RunEvenly<L, T>(int first, int stop) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Unsafe.SkipInit(out Copies copies);
        Unsafe.SkipInit(out Slots slots);
        Line<L, T, Along> line = new(lines.Length);
        scoped Cells<T> at = default;
        ref T aRow = ref Unsafe.Add(ref a.First<T>(), a.Start(first));
        ref T bRow = ref Unsafe.Add(ref b.First<T>(), b.Start(first));
        ref T cRow = ref Unsafe.Add(ref c.First<T>(), c.Start(first));
        ref T targetRow = ref Unsafe.Add(ref target.First<T>(), target.Start(first));
        ref T pRow = ref Unsafe.Add(ref First<T>(p), Place(p, first));
        ref T qRow = ref Unsafe.Add(ref First<T>(q), Place(q, first));
        int aStep = a.Along * L.Count, bStep = b.Along * L.Count, cStep = c.Along * L.Count;
        int together = Math.Clamp(BytesTogether / (lines.Length * Unsafe.SizeOf<T>()), 1, Slots.Rows);
        while (first < stop)
        {
            int count = Math.Min(together, stop - first);
            for (int stage = 0; stage < R.Stages; stage++)
                for (int row = 0; row < count; row++)
                {
                    at.A = Strand<L, T>(ref Unsafe.Add(ref aRow, row * (nint)a.Outer), aStep, ref copies.A);
                    at.B = Strand<L, T>(ref Unsafe.Add(ref bRow, row * (nint)b.Outer), bStep, ref copies.B);
                    at.C = Strand<L, T>(ref Unsafe.Add(ref cRow, row * (nint)c.Outer), cStep, ref copies.C);
                    at.Target = new(ref Unsafe.Add(ref targetRow, row * (nint)target.Outer), L.Count);
                    at.P = ref Unsafe.Add(ref pRow, row);
                    at.Q = ref Unsafe.Add(ref qRow, row);
                    rule.Run(stage, line, at, ref Unsafe.As<TwoRegisters, T>(ref slots[row]));
                }

            aRow = ref Unsafe.Add(ref aRow, count * (nint)a.Outer);
            bRow = ref Unsafe.Add(ref bRow, count * (nint)b.Outer);
            cRow = ref Unsafe.Add(ref cRow, count * (nint)c.Outer);
            targetRow = ref Unsafe.Add(ref targetRow, count * (nint)target.Outer);
            pRow = ref Unsafe.Add(ref pRow, count);
            qRow = ref Unsafe.Add(ref qRow, count);
            first += count;
        }
    }

    [SkipLocalsInit, MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void RunAcross<L, T>(int first, int stop) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Unsafe.SkipInit(out Copies copies);
        Line<L, T, Across> line = new(lines.Length);
        scoped Cells<T> at = default;
        for (int next = first; next < stop;)
        {
            // The last strip of columns is moved back to stay inside: what it does twice comes out the same.
            int outer = next / lines.Inner, column = Math.Min(next % lines.Inner, lines.Inner - L.Count), end = outer * lines.Inner + column;
            at.A = Strand<L, T>(ref Strip<T>(a, outer, column), a.Along, ref copies.A);
            at.B = Strand<L, T>(ref Strip<T>(b, outer, column), b.Along, ref copies.B);
            at.C = Strand<L, T>(ref Strip<T>(c, outer, column), c.Along, ref copies.C);
            at.Target = new(ref Strip<T>(target, outer, column), target.Along);
            at.P = ref Unsafe.Add(ref First<T>(p), Place(p, end));
            at.Q = ref Unsafe.Add(ref First<T>(q), Place(q, end));
            RunStages(line, at);
            next = end + L.Count;
        }
    }

    [SkipLocalsInit]
    private void RunStages<L, T>(Line<L, T, Across> line, scoped in Cells<T> at) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Unsafe.SkipInit(out TwoRegisters slot);
        for (int stage = 0; stage < R.Stages; stage++)
            rule.Run(stage, line, at, ref Unsafe.As<TwoRegisters, T>(ref slot));
    }

    private static ref T Strip<T>(in LineOperand operand, int outer, int column) where T : unmanaged =>
        ref Unsafe.Add(ref operand.First<T>(), operand.Start(outer) + (nint)column * operand.Inner);

    /// <summary>An operand of a line; one that repeats is read from a register's worth of copies.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Strand<T> Strand<L, T>(ref T first, int step, ref Register copies)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (step != 0)
            return new(ref first, step);
        ref T repeated = ref Unsafe.As<Register, T>(ref copies);
        L.Store(L.Create(first), ref repeated, 0);
        return new(ref repeated, 0);
    }

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
        Line<L, T, Across> packed = new(lines.Length);
        scoped Cells<T> at = default;
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
                if (p is not null)
                    Unsafe.Add(ref at.P, lane) = End<T>(p, line);
                if (q is not null)
                    Unsafe.Add(ref at.Q, lane) = End<T>(q, line);
            }

            RunStages(packed, at);
            Unpack<L, T>(first, lanes, ref at.Target.First);
            for (int lane = 0; lane < lanes && R.WritesEnds; lane++)
            {
                if (p is not null)
                    End<T>(p, first + lane) = Unsafe.Add(ref at.P, lane);
                if (q is not null)
                    End<T>(q, first + lane) = Unsafe.Add(ref at.Q, lane);
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

    private static ref T End<T>(Tensor ends, int line) where T : unmanaged => ref Unsafe.Add(ref ends.First<T>(), Place(ends, line));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T First<T>(Tensor? ends) where T : unmanaged
    {
        if (ends is null)
            return ref Unsafe.NullRef<T>();
        return ref ends.First<T>();
    }

    /// <summary>Where the number of a line stands; fewer numbers than lines serve each direction of a walk.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(Tensor? ends, int line) => ends is null ? 0 : line < ends.Count ? line : line % ends.Count;

    private static int Period(Tensor? ends) => ends is null ? int.MaxValue : ends.Count;

    private struct Copies
    {
        public Register A, B, C;
    }
}

/// <summary>What several lines carry from step to step.</summary>
[InlineArray(Rows)]
internal struct Slots
{
    public const int Rows = 8;

    private TwoRegisters first;
}

/// <summary>Room for two registers of the widest kind.</summary>
[InlineArray(16)]
internal struct TwoRegisters
{
    private ulong first;
}

/// <summary>Memory for a kernel's own use, from the pool, until disposed.</summary>
internal readonly struct Scratch(int count, int size) : IDisposable
{
    private readonly ulong[] buffer = BufferPool.Rent((int)(((long)count * size + sizeof(ulong) - 1) / sizeof(ulong)));

    public ref T First<T>() where T : unmanaged =>
        ref Unsafe.As<ulong, T>(ref Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(buffer), BufferPool.AlignedStart(buffer)));

    public void Dispose() => BufferPool.Return(buffer);
}
