using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Autograd;

/// <summary>What an elementwise function reads, and where from.</summary>
internal readonly ref struct ElementwiseOperands(Operands reads, RowLoop rows, Tensor result, Tensor a, Tensor? b, Tensor? c, Tensor? d)
{
    public readonly RowLoop Rows = rows;
    public readonly Operands Reads = reads;
    public readonly Tensor Result = result, A = a;
    public readonly Tensor? B = b, C = c, D = d;

    /// <summary>Whether some operand would be overwritten while it is still read.</summary>
    public bool InPlace => (Reads & Operands.Target) != 0 || IsResult(A) || IsResult(B) || IsResult(C) || IsResult(D);

    private bool IsResult(Tensor? operand) => operand is not null && ReferenceEquals(operand.Storage, Result.Storage);
}

/// <summary>
/// Runs an elementwise loop, in pieces for several threads where there is enough to do. An operand that repeats is read from
/// a register's worth of copies at step 0, so broadcasting needs no loop of its own. What is left at the end of a row runs as
/// one more full register, which is moved left to stay inside and computes some elements twice; where the row is shorter
/// than that, or would be overwritten while it is still read, it goes through a buffer on the stack. So the function stands
/// in the machine code once, and no element is computed in another way than its neighbours.
/// </summary>
internal readonly unsafe ref struct ElementwisePass<L, T> : IWork
    where L : struct, ILanes<L, T>, IReal<L>
    where T : unmanaged
{
    private readonly delegate*<ref byte, nint, bool, ref T, ref T, nint, ref T, nint, ref T, nint, ref T, nint, nint, in RowSteps, void> loop;
    private readonly ref byte function;
    private readonly RowLoop rows;
    private readonly Operands reads;
    private readonly bool inPlace;
    private readonly ref T target, a, b, c, d;
    private readonly nint aMask, bMask, cMask, dMask;

    public ElementwisePass(in ElementwiseOperands operands, ref byte function,
        delegate*<ref byte, nint, bool, ref T, ref T, nint, ref T, nint, ref T, nint, ref T, nint, nint, in RowSteps, void> loop)
    {
        this.loop = loop;
        this.function = ref function;
        rows = operands.Rows;
        reads = operands.Reads;
        inPlace = operands.InPlace;
        target = ref operands.Result.FirstForWriting<T>();
        a = ref First(operands.A, Operands.A);
        b = ref First(operands.B, Operands.B);
        c = ref First(operands.C, Operands.C);
        d = ref First(operands.D, Operands.D);
        (aMask, bMask, cMask, dMask) = (Mask(0), Mask(1), Mask(2), Mask(3));
    }

    // From this size on, a result would only push out of the caches what the next operation reads.
    private static int FarCount => 16 * 1024 * 1024 / sizeof(T);

    private static int PieceSize => Workers.PieceBytes / sizeof(T);

    // Such an operand is another number in each row, of which a register must be filled first.
    private bool RepeatsWithinRows => (aMask == 0 && rows.Outer.A != 0) || (bMask == 0 && rows.Outer.B != 0)
        || (cMask == 0 && rows.Outer.C != 0) || (dMask == 0 && rows.Outer.D != 0);

    private nint RowsInPiece => Math.Max(1, PieceSize / rows.Length);

    public void Run()
    {
        nint pieces = rows.Count == 1 ? (rows.Length + PieceSize - 1) / PieceSize : (rows.Count + RowsInPiece - 1) / RowsInPiece;
        Workers.Run(this, (int)pieces, Workers.CheapPieces);
    }

    public void Run(int piece)
    {
        if (rows.Count > 1)
        {
            Rows(piece * RowsInPiece, Math.Min(rows.Count, (piece + 1) * RowsInPiece));
            return;
        }

        nint start = (nint)piece * PieceSize;
        Row(Math.Min(PieceSize, rows.Length - start), ref Unsafe.Add(ref target, start), ref Unsafe.Add(ref a, start & aMask),
            ref Unsafe.Add(ref b, start & bMask), ref Unsafe.Add(ref c, start & cMask), ref Unsafe.Add(ref d, start & dMask), 1, default);
    }

    private void Rows(nint row, nint end)
    {
        RowCursor at = rows.Start(row, stackalloc int[rows.Axes]);
        if (rows.Axes == 1 && !RepeatsWithinRows && rows.Length >= L.Count && (!inPlace || rows.Length % L.Count == 0))
        {
            Row(rows.Length, ref Unsafe.Add(ref target, row * rows.Length), ref Unsafe.Add(ref a, at.A),
                ref Unsafe.Add(ref b, at.B), ref Unsafe.Add(ref c, at.C), ref Unsafe.Add(ref d, at.D), end - row, rows.Outer);
            return;
        }

        for (; row < end; row++, rows.Advance(ref at))
            Row(rows.Length, ref Unsafe.Add(ref target, row * rows.Length), ref Unsafe.Add(ref a, at.A),
                ref Unsafe.Add(ref b, at.B), ref Unsafe.Add(ref c, at.C), ref Unsafe.Add(ref d, at.D), 1, default);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Row(nint length, ref T target, scoped ref T a, scoped ref T b, scoped ref T c, scoped ref T d, nint count, in RowSteps steps)
    {
        Unsafe.SkipInit(out TwoRegisters one);
        Unsafe.SkipInit(out TwoRegisters two);
        Unsafe.SkipInit(out TwoRegisters three);
        Unsafe.SkipInit(out TwoRegisters four);
        a = ref Repeated(Operands.A, aMask, ref a, ref one);
        b = ref Repeated(Operands.B, bMask, ref b, ref two);
        c = ref Repeated(Operands.C, cMask, ref c, ref three);
        d = ref Repeated(Operands.D, dMask, ref d, ref four);
        nint rest = length % L.Count, whole = length - rest;
        bool far = rows.Length >= FarCount && !inPlace && (nuint)Unsafe.AsPointer(ref target) % (nuint)sizeof(Register) == 0;
        if (whole > 0 && (rest == 0 || !inPlace))
        {
            loop(ref function, length, far, ref target, ref a, aMask, ref b, bMask, ref c, cMask, ref d, dMask, count, steps);
            if (far && Sse.IsSupported)
                Sse.StoreFence();               // such stores may still be on their way when others are told of the result
            return;
        }

        if (whole > 0)
            loop(ref function, whole, false, ref target, ref a, aMask, ref b, bMask, ref c, cMask, ref d, dMask, 1, steps);
        Unsafe.SkipInit(out TwoRegisters output);
        ref T padded = ref Unsafe.As<TwoRegisters, T>(ref output);
        if ((reads & Operands.Target) != 0)
            padded = ref Rest(Operands.Target, -1, ref target, whole, rest, ref output);
        loop(ref function, L.Count, false, ref padded,
            ref Rest(Operands.A, aMask, ref a, whole, rest, ref one), -1, ref Rest(Operands.B, bMask, ref b, whole, rest, ref two), -1,
            ref Rest(Operands.C, cMask, ref c, whole, rest, ref three), -1, ref Rest(Operands.D, dMask, ref d, whole, rest, ref four), -1, 1, steps);
        for (nint i = 0; i < rest; i++)
            Unsafe.Add(ref target, whole + i) = Unsafe.Add(ref padded, i);
    }

    private ref T First(Tensor? operand, Operands which) =>
        ref operand is not null && (reads & which) != 0 ? ref operand.First<T>() : ref Unsafe.NullRef<T>();

    private nint Mask(int operand) => rows.Steps(operand) ? -1 : 0;

    /// <summary>An operand itself, or a register's worth of copies of one that does not step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T Repeated(Operands operand, nint mask, ref T source, ref TwoRegisters register)
    {
        if ((reads & operand) == 0 || mask != 0)
            return ref source;
        ref T copies = ref Unsafe.As<TwoRegisters, T>(ref register);
        L.Store(L.Create(source), ref copies, 0);
        return ref copies;
    }

    /// <summary>The last few elements of an operand, padded to a full register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref T Rest(Operands operand, nint mask, ref T source, nint start, nint count, ref TwoRegisters register)
    {
        if ((reads & operand) == 0 || mask == 0)
            return ref source;
        ref T copies = ref Unsafe.As<TwoRegisters, T>(ref register);
        L.Store(1, ref copies, 0);
        for (nint i = 0; i < count; i++)
            Unsafe.Add(ref copies, i) = Unsafe.Add(ref source, start + i);
        return ref copies;
    }
}
