using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The function of single numbers, read as a register of copies, so that they round as in any longer loop.</summary>
internal readonly ref struct SingleKernel<E>(E function, Tensor result, Tensor a, Tensor b, Tensor c, Tensor d) : IKernel
    where E : struct, IElementwise
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        L value = function.At(
            L.Create(a.First<T>()),
            (E.Reads & Operands.B) != 0 ? L.Create(b.First<T>()) : default,
            (E.Reads & Operands.C) != 0 ? L.Create(c.First<T>()) : default,
            (E.Reads & Operands.D) != 0 ? L.Create(d.First<T>()) : default);
        ref T target = ref result.FirstForWriting<T>();
        target = L.First((E.Reads & Operands.Target) != 0 ? L.Create(target) + value : value);
    }
}

/// <summary>The function of whole tensors, in pieces for several threads where there is enough to do.</summary>
internal readonly ref struct ElementwiseKernel<E>(
    E function, Tensor result, Tensor a, Tensor b, Tensor c, Tensor d, RowLoop rows) : IKernel
    where E : struct, IElementwise
{
    private readonly RowLoop rows = rows;

    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        ref T target = ref result.FirstForWriting<T>();
        ref T first = ref a.First<T>();
        ref T second = ref Unsafe.NullRef<T>();
        ref T third = ref Unsafe.NullRef<T>();
        ref T fourth = ref Unsafe.NullRef<T>();
        if ((E.Reads & Operands.B) != 0)
            second = ref b.First<T>();
        if ((E.Reads & Operands.C) != 0)
            third = ref c.First<T>();
        if ((E.Reads & Operands.D) != 0)
            fourth = ref d.First<T>();
        bool flat = rows.Length == 0;
        new ElementwisePass<E, L, T>(function, rows, result.Count, ref target, ref first, ref second, ref third, ref fourth,
            flat ? !a.Layout.IsUniform : rows.Steps(0), flat ? !b.Layout.IsUniform : rows.Steps(1),
            flat ? !c.Layout.IsUniform : rows.Steps(2), flat ? !d.Layout.IsUniform : rows.Steps(3),
            (E.Reads & Operands.Target) != 0 || IsTarget(a) || IsTarget(b) || IsTarget(c) || IsTarget(d)).Run();
    }

    private bool IsTarget(Tensor operand) => ReferenceEquals(operand.Storage, result.Storage);
}

/// <summary>
/// The one elementwise loop. An operand that repeats is read from a register's worth of copies at step 0, so broadcasting
/// needs no loop of its own. What is left at the end of a row runs as one more full register, which is moved left to stay
/// inside and computes some elements twice; where the row is shorter than that, or would be overwritten while it is still
/// read, it goes through a buffer on the stack. So the function stands in the machine code once, and no element is computed
/// in another way than its neighbours.
/// </summary>
internal readonly ref struct ElementwisePass<E, L, T>(
    E function, RowLoop rows, nint count, ref T target, ref T a, ref T b, ref T c, ref T d,
    bool aSteps, bool bSteps, bool cSteps, bool dSteps, bool inPlace) : IWork
    where E : struct, IElementwise
    where L : struct, ILanes<L, T>, IReal<L>
    where T : unmanaged
{
    private readonly E function = function;
    private readonly RowLoop rows = rows;
    private readonly nint count = count;
    private readonly ref T target = ref target, a = ref a, b = ref b, c = ref c, d = ref d;
    private readonly nint aMask = aSteps ? -1 : 0, bMask = bSteps ? -1 : 0, cMask = cSteps ? -1 : 0, dMask = dSteps ? -1 : 0;
    private readonly bool inPlace = inPlace;

    // Cheap functions take some microseconds for this much, which is worth a hand-over from four pieces on.
    private static int PieceSize => 128 * 1024 / Unsafe.SizeOf<T>();

    private nint RowsInPiece => Math.Max(1, PieceSize / rows.Length);

    public void Run()
    {
        nint pieces = rows.Length == 0 ? (count + PieceSize - 1) / PieceSize : (rows.Count + RowsInPiece - 1) / RowsInPiece;
        if (pieces >= 4)
            Workers.Run(this, (int)pieces);
        else
            for (int piece = 0; piece < pieces; piece++)
                Run(piece);
    }

    public void Run(int piece)
    {
        if (rows.Length > 0)
        {
            Rows(piece * RowsInPiece, Math.Min(rows.Count, (piece + 1) * RowsInPiece));
            return;
        }

        nint start = (nint)piece * PieceSize;
        Row(Math.Min(PieceSize, count - start), ref Unsafe.Add(ref target, start), ref Unsafe.Add(ref a, start & aMask),
            ref Unsafe.Add(ref b, start & bMask), ref Unsafe.Add(ref c, start & cMask), ref Unsafe.Add(ref d, start & dMask));
    }

    private void Rows(nint row, nint end)
    {
        RowCursor at = rows.Start(row, stackalloc int[rows.Axes]);
        for (; row < end; row++, rows.Advance(ref at))
            Row(rows.Length, ref Unsafe.Add(ref target, row * rows.Length), ref Unsafe.Add(ref a, at.A),
                ref Unsafe.Add(ref b, at.B), ref Unsafe.Add(ref c, at.C), ref Unsafe.Add(ref d, at.D));
    }

    [SkipLocalsInit]
    private void Row(nint length, ref T target, scoped ref T a, scoped ref T b, scoped ref T c, scoped ref T d)
    {
        Unsafe.SkipInit(out Register one);
        Unsafe.SkipInit(out Register two);
        Unsafe.SkipInit(out Register three);
        Unsafe.SkipInit(out Register four);
        a = ref Repeated(Operands.A, aMask, ref a, ref one);
        b = ref Repeated(Operands.B, bMask, ref b, ref two);
        c = ref Repeated(Operands.C, cMask, ref c, ref three);
        d = ref Repeated(Operands.D, dMask, ref d, ref four);
        nint rest = length % L.Count, whole = length - rest;
        if (whole > 0 && (rest == 0 || !inPlace))
        {
            Loop(length, ref target, ref a, aMask, ref b, bMask, ref c, cMask, ref d, dMask);
            return;
        }

        if (whole > 0)
            Loop(whole, ref target, ref a, aMask, ref b, bMask, ref c, cMask, ref d, dMask);
        Unsafe.SkipInit(out Register output);
        ref T padded = ref Rest(Operands.Target, -1, ref target, whole, rest, ref output);
        Loop(L.Count, ref padded,
            ref Rest(Operands.A, aMask, ref a, whole, rest, ref one), -1, ref Rest(Operands.B, bMask, ref b, whole, rest, ref two), -1,
            ref Rest(Operands.C, cMask, ref c, whole, rest, ref three), -1, ref Rest(Operands.D, dMask, ref d, whole, rest, ref four), -1);
        for (nint i = 0; i < rest; i++)
            Unsafe.Add(ref target, whole + i) = Unsafe.Add(ref padded, i);
    }

    // Optimised at once: the first seconds would run unoptimised code otherwise, many times as slow.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Loop(nint length, ref T target, ref T a, nint aMask, ref T b, nint bMask, ref T c, nint cMask, ref T d, nint dMask)
    {
        E of = function;
        nint i = 0, last = length - L.Count;
        while (true)
        {
            do
            {
                L value = of.At(
                    L.Load(ref a, i & aMask),
                    (E.Reads & Operands.B) != 0 ? L.Load(ref b, i & bMask) : default,
                    (E.Reads & Operands.C) != 0 ? L.Load(ref c, i & cMask) : default,
                    (E.Reads & Operands.D) != 0 ? L.Load(ref d, i & dMask) : default);
                L.Store((E.Reads & Operands.Target) != 0 ? L.Load(ref target, i) + value : value, ref target, i);
                i += L.Count;
            }
            while (i <= last);
            if (i == length)
                return;
            i = last;
        }
    }

    /// <summary>An operand itself, or a register's worth of copies of one that does not step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Repeated(Operands operand, nint mask, ref T source, ref Register register)
    {
        if ((E.Reads & operand) == 0 || mask != 0)
            return ref source;
        ref T copies = ref Unsafe.As<Register, T>(ref register);
        L.Store(L.Create(source), ref copies, 0);
        return ref copies;
    }

    /// <summary>The last few elements of an operand, padded to a full register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Rest(Operands operand, nint mask, ref T source, nint start, nint count, ref Register register)
    {
        ref T copies = ref Unsafe.As<Register, T>(ref register);
        if (operand == Operands.Target && (E.Reads & operand) == 0)
            return ref copies;
        if ((E.Reads & operand) == 0 || mask == 0)
            return ref source;
        L.Store(1, ref copies, 0);
        for (nint i = 0; i < count; i++)
            Unsafe.Add(ref copies, i) = Unsafe.Add(ref source, start + i);
        return ref copies;
    }
}

/// <summary>Room for one register of the widest kind.</summary>
[InlineArray(8)]
internal struct Register
{
    private ulong first;
}
