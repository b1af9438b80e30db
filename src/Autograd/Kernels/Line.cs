using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// What one pass over a line computes, a register at a time, from its operands and from what stands in the target, d. A pass
/// loads what it reads itself: loads that are left out later would use up the JIT's budget for inlining.
/// </summary>
internal interface IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    /// <summary>What is read; D is what stands in the target. The loops step through nothing else.</summary>
    static abstract Operands Reads { get; }

    L At(ref T a, ref T b, ref T c, ref T d);
}

/// <summary>How lines lie in registers.</summary>
internal interface IDirection
{
    static abstract bool IsAlong { get; }
}

/// <summary>A register holds elements of one line that follow one another.</summary>
internal readonly struct Along : IDirection
{
    public static bool IsAlong => true;
}

/// <summary>A register holds an element each of neighbouring lines: there is nothing to fold, and no line is ragged.</summary>
internal readonly struct Across : IDirection
{
    public static bool IsAlong => false;
}

/// <summary>Where an operand of a line begins, and how far it is from one register to the next: 0 where it repeats.</summary>
internal readonly ref struct Strand<T>(ref T first, nint step) where T : unmanaged
{
    public readonly ref T First = ref first;
    public readonly nint Step = step;

    /// <summary>An element of a line in memory order; always the same one where the operand repeats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T At(nint element) => ref Unsafe.Add(ref First, Step == 0 ? 0 : element);

    public Strand<T> After(nint registers) => new(ref Unsafe.Add(ref First, registers * Step), Step);
}

/// <summary>Where a line's operands and its results stand. P and Q are numbers of the line's own.</summary>
internal ref struct Cells<T> where T : unmanaged
{
    public Strand<T> A, B, C, Target;
    public ref T P, Q;

    /// <summary>A copy, some registers further on.</summary>
    public readonly Cells<T> After(nint registers) => new()
    {
        A = A.After(registers), B = B.After(registers), C = C.After(registers), Target = Target.After(registers),
    };
}

/// <summary>
/// The passes over one line while it stands in the first-level cache. What is left of a line beyond whole registers is read by
/// one more, moved back to stay inside; lanes that it has in common with its neighbour do not count.
/// </summary>
internal readonly struct Line<L, T, D>(nint length)
    where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
{
    // Beyond so many registers, sums are taken in halves.
    private const int Longest = 128;

    public nint Length => length;

    private nint Whole
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => D.IsAlong ? length / L.Count : length;
    }

    private int Rest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => D.IsAlong ? (int)length & L.Count - 1 : 0;
    }

    /// <summary>A number of the line's own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Read(ref T end) => D.IsAlong ? L.Create(end) : L.Load(ref end, 0);

    /// <summary>Writes a number of the line's own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(L value, ref T end)
    {
        if (D.IsAlong)
            end = L.First(value);
        else
            L.Store(value, ref end, 0);
    }

    /// <summary>Combines what a light pass computes along the line; the outcome stands in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Fold<F, P>(F reduction, P pass, scoped in Cells<T> at) where F : struct, IReduction where P : struct, IPass<L, T>
    {
        nint whole = Whole, even = whole & ~3;
        L total = even > Longest ? Halves(reduction, pass, even, at.After(0)) : Fours(reduction, pass, even, at);
        if (whole != even || Rest != 0)
            total = reduction.Combine<L, T>(total, Singles(reduction, pass, stores: false, even, at));
        return D.IsAlong ? Folding.Across<F, L, T>(reduction, total) : total;
    }

    /// <summary>The same for a pass whose arithmetic takes longer than waiting for the last combination: it stands in the code once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L FoldHeavy<F, P>(F reduction, P pass, scoped in Cells<T> at) where F : struct, IReduction where P : struct, IPass<L, T>
    {
        L total = Heavy(reduction, pass, stores: false, at);
        return D.IsAlong ? Folding.Across<F, L, T>(reduction, total) : total;
    }

    /// <summary>The same, and writes what the pass computes, from operands that stand elsewhere, to the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L FoldInto<F, P>(F reduction, P pass, scoped in Cells<T> at) where F : struct, IReduction where P : struct, IPass<L, T>
    {
        L total = Heavy(reduction, pass, stores: true, at);
        return D.IsAlong ? Folding.Across<F, L, T>(reduction, total) : total;
    }

    /// <summary>Writes what a pass computes, from operands that stand elsewhere, to the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Map<P>(P pass, scoped in Cells<T> at) where P : struct, IPass<L, T>
    {
        ref T a = ref at.A.First;
        ref T b = ref at.B.First;
        ref T c = ref at.C.First;
        ref T target = ref at.Target.First;
        nint aStep = at.A.Step, bStep = at.B.Step, cStep = at.C.Step, step = at.Target.Step, count = Whole;
        bool more = Rest != 0;
        while (true)
        {
            do
            {
                L.Store(pass.At(ref a, ref b, ref c, ref target), ref target, 0);
                if ((P.Reads & Operands.A) != 0)
                    a = ref Unsafe.Add(ref a, aStep);
                if ((P.Reads & Operands.B) != 0)
                    b = ref Unsafe.Add(ref b, bStep);
                if ((P.Reads & Operands.C) != 0)
                    c = ref Unsafe.Add(ref c, cStep);
                target = ref Unsafe.Add(ref target, step);
            }
            while (--count > 0);
            if (!more)
                return;
            more = false;
            count = 1;
            nint last = length - L.Count;
            a = ref at.A.At(last);
            b = ref at.B.At(last);
            c = ref at.C.At(last);
            target = ref at.Target.At(last);
        }
    }

    /// <summary>Multiplies what stands in the target.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Scale(L factor, scoped in Cells<T> at)
    {
        // What is left over is read before its neighbour is overwritten.
        ref T target = ref at.Target.First;
        ref T last = ref at.Target.At(Rest == 0 ? 0 : length - L.Count);
        L over = L.Load(ref last, 0) * factor;
        nint count = Whole, step = at.Target.Step;
        do
        {
            L.Store(L.Load(ref target, 0) * factor, ref target, 0);
            target = ref Unsafe.Add(ref target, step);
        }
        while (--count > 0);
        if (Rest != 0)
            L.Store(over, ref last, 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static L Halves<F, P>(F reduction, P pass, nint count, scoped in Cells<T> at)
        where F : struct, IReduction where P : struct, IPass<L, T>
    {
        if (count <= Longest)
            return Fours(reduction, pass, count, at);
        nint half = count / 8 * 4;
        return reduction.Combine<L, T>(Halves(reduction, pass, half, at), Halves(reduction, pass, count - half, at.After(half)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private L Heavy<F, P>(F reduction, P pass, bool stores, scoped in Cells<T> at) where F : struct, IReduction where P : struct, IPass<L, T> =>
        Whole <= Longest ? Singles(reduction, pass, stores, 0, at) : HeavyInParts(reduction, pass, stores, at);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private L HeavyInParts<F, P>(F reduction, P pass, bool stores, scoped in Cells<T> at) where F : struct, IReduction where P : struct, IPass<L, T>
    {
        L total = HeavyHalves(reduction, pass, stores, Whole, at.After(0));
        return Rest == 0 ? total : reduction.Combine<L, T>(Singles(reduction, pass, stores, Whole, at), total);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static L HeavyHalves<F, P>(F reduction, P pass, bool stores, nint count, scoped in Cells<T> at)
        where F : struct, IReduction where P : struct, IPass<L, T>
    {
        if (count <= Longest)
            return new Line<L, T, D>(D.IsAlong ? count * L.Count : count).Singles(reduction, pass, stores, 0, at);
        nint half = count / 2;
        return reduction.Combine<L, T>(HeavyHalves(reduction, pass, stores, half, at), HeavyHalves(reduction, pass, stores, count - half, at.After(half)));
    }

    /// <summary>Four registers at a time, so that no combination waits for the one before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Fours<F, P>(F reduction, P pass, nint count, scoped in Cells<T> at)
        where F : struct, IReduction where P : struct, IPass<L, T>
    {
        ref T a = ref at.A.First;
        ref T b = ref at.B.First;
        ref T c = ref at.C.First;
        ref T d = ref at.Target.First;
        nint aStep = at.A.Step, bStep = at.B.Step, cStep = at.C.Step, dStep = at.Target.Step;
        L one = reduction.Identity, two = one, three = one, four = one;
        if (count > 0)
        {
            do
            {
                one = reduction.Combine<L, T>(one, pass.At(ref a, ref b, ref c, ref d));
                two = reduction.Combine<L, T>(two, pass.At(ref Unsafe.Add(ref a, aStep), ref Unsafe.Add(ref b, bStep),
                    ref Unsafe.Add(ref c, cStep), ref Unsafe.Add(ref d, dStep)));
                three = reduction.Combine<L, T>(three, pass.At(ref Unsafe.Add(ref a, 2 * aStep), ref Unsafe.Add(ref b, 2 * bStep),
                    ref Unsafe.Add(ref c, 2 * cStep), ref Unsafe.Add(ref d, 2 * dStep)));
                four = reduction.Combine<L, T>(four, pass.At(ref Unsafe.Add(ref a, 3 * aStep), ref Unsafe.Add(ref b, 3 * bStep),
                    ref Unsafe.Add(ref c, 3 * cStep), ref Unsafe.Add(ref d, 3 * dStep)));
                if ((P.Reads & Operands.A) != 0)
                    a = ref Unsafe.Add(ref a, 4 * aStep);
                if ((P.Reads & Operands.B) != 0)
                    b = ref Unsafe.Add(ref b, 4 * bStep);
                if ((P.Reads & Operands.C) != 0)
                    c = ref Unsafe.Add(ref c, 4 * cStep);
                if ((P.Reads & Operands.D) != 0)
                    d = ref Unsafe.Add(ref d, 4 * dStep);
            }
            while ((count -= 4) > 0);
        }

        return reduction.Combine<L, T>(reduction.Combine<L, T>(one, two), reduction.Combine<L, T>(three, four));
    }

    /// <summary>One register after the other from the given one on, and what is left over.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private L Singles<F, P>(F reduction, P pass, bool stores, nint first, scoped in Cells<T> at)
        where F : struct, IReduction where P : struct, IPass<L, T>
    {
        ref T a = ref Unsafe.Add(ref at.A.First, first * at.A.Step);
        ref T b = ref Unsafe.Add(ref at.B.First, first * at.B.Step);
        ref T c = ref Unsafe.Add(ref at.C.First, first * at.C.Step);
        ref T d = ref Unsafe.Add(ref at.Target.First, first * at.Target.Step);
        nint aStep = at.A.Step, bStep = at.B.Step, cStep = at.C.Step, dStep = at.Target.Step, count = Whole - first;
        L identity = reduction.Identity, total = identity;
        Mask<L> counted = L.From(0);
        bool more = Rest != 0;
        while (true)
        {
            for (; count > 0; count--)
            {
                L value = pass.At(ref a, ref b, ref c, ref d);
                if (stores)
                    L.Store(value, ref d, 0);
                total = reduction.Combine<L, T>(total, D.IsAlong ? L.Select(counted, value, identity) : value);
                if ((P.Reads & Operands.A) != 0)
                    a = ref Unsafe.Add(ref a, aStep);
                if ((P.Reads & Operands.B) != 0)
                    b = ref Unsafe.Add(ref b, bStep);
                if ((P.Reads & Operands.C) != 0)
                    c = ref Unsafe.Add(ref c, cStep);
                if (stores || (P.Reads & Operands.D) != 0)
                    d = ref Unsafe.Add(ref d, dStep);
            }

            if (!more)
                return total;
            more = false;
            count = 1;
            counted = L.From(L.Count - Rest);
            nint last = length - L.Count;
            a = ref at.A.At(last);
            b = ref at.B.At(last);
            c = ref at.C.At(last);
            d = ref at.Target.At(last);
        }
    }
}

/// <summary>One step of what is done to a line, with room for two registers to carry something to the next step.</summary>
internal interface ILineStep
{
    void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection;
}

/// <summary>
/// A few neighbouring lines. A step that ends with a fold lets the next one wait, so each is done for all of them before the
/// next: the processor need not wait for one line at a time.
/// </summary>
internal ref struct LineBlock<L, T, D>
    where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
{
    public Line<L, T, D> Line;
    public Cells<T> First;
    public nint ARow, BRow, CRow, TargetRow;         // from one line to the next
    public int Count;
    public ref T Slots;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Each<S>(S step) where S : struct, ILineStep
    {
        Cells<T> at = First;
        ref T slot = ref Slots;
        nint a = ARow, b = BRow, c = CRow, target = TargetRow;
        Line<L, T, D> line = Line;
        for (int row = Count; row > 0; row--)
        {
            step.Run(line, at, ref slot);
            at.A = new(ref Unsafe.Add(ref at.A.First, a), at.A.Step);
            at.B = new(ref Unsafe.Add(ref at.B.First, b), at.B.Step);
            at.C = new(ref Unsafe.Add(ref at.C.First, c), at.C.Step);
            at.Target = new(ref Unsafe.Add(ref at.Target.First, target), at.Target.Step);
            at.P = ref Unsafe.Add(ref at.P, 1);
            at.Q = ref Unsafe.Add(ref at.Q, 1);
            slot = ref Unsafe.Add(ref slot, 2 * L.Count);
        }
    }
}

/// <summary>Combines the lanes of one register.</summary>
internal static class Folding
{
    /// <summary>The lanes' combination, in every lane: each meets the one half a register away, then a quarter, and so on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Across<F, L, T>(F reduction, L value)
        where F : struct, IReduction where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (L.Count >= 16)
            value = reduction.Combine<L, T>(value, L.Swap(value, 8));
        if (L.Count >= 8)
            value = reduction.Combine<L, T>(value, L.Swap(value, 4));
        if (L.Count >= 4)
            value = reduction.Combine<L, T>(value, L.Swap(value, 2));
        return reduction.Combine<L, T>(value, L.Swap(value, 1));
    }
}
