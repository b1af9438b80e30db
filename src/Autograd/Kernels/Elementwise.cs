using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Which operands an elementwise function reads; the others are neither loaded nor passed.</summary>
[Flags]
internal enum Operands
{
    A = 1,
    B = 2,
    C = 4,
    D = 8,
}

/// <summary>A function of up to four numbers, computed for each element on its own.</summary>
internal interface IElementwise
{
    static abstract Operands Reads { get; }

    R At<R>(R a, R b, R c, R d) where R : struct, IReal<R>;
}

/// <summary>Runs elementwise functions: one pass over memory, operands broadcast without being copied.</summary>
internal static class Elementwise
{
    /// <summary>A new tensor of the function's values.</summary>
    public static Tensor Run<E>(E function, Shape shape, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? d = null)
        where E : struct, IElementwise
    {
        Tensor result = Tensor.Allocate(shape, a.DType);
        Into(function, result, a, b, c, d);
        return result;
    }

    /// <summary>Writes the function's values into a row-major tensor, which may be one of the operands, in full.</summary>
    public static void Into<E>(E function, Tensor result, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? d = null)
        where E : struct, IElementwise
    {
        if (result.Count == 0)
            return;
        Tensor first = a;
        if (IsFlat(result, a) && IsFlat(result, b) && IsFlat(result, c) && IsFlat(result, d))
        {
            Dispatch.Run(result.DType, new ElementwiseKernel<E>(function, result, a, b ?? first, c ?? first, d ?? first, default));
        }
        else
        {
            RowLoop rows = RowLoop.Over(result.Shape, stackalloc int[RowLoop.Scratch(result.Rank)], ref a, ref b, ref c, ref d);
            Dispatch.Run(result.DType, new ElementwiseKernel<E>(function, result, a, b ?? first, c ?? first, d ?? first, rows));
        }

        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        GC.KeepAlive(d);
        GC.KeepAlive(result);
    }

    /// <summary>target += addend, in place.</summary>
    public static void AddInto(Tensor target, Tensor addend) => Into(new ValueOfTwo<AddFormula>(), target, target, addend);

    private static bool IsFlat(Tensor result, Tensor? operand) =>
        operand is null || operand.Count == 1 || (operand.Count == result.Count && operand.Layout.IsRowMajor);
}

/// <summary>
/// The one elementwise loop. An operand that repeats is read from a register's worth of copies at step 0, so broadcasting
/// needs no loop of its own. What is left of a row runs as one more full register through a buffer on the stack, so the
/// function stands in the machine code once, and no element is computed in another way than its neighbours.
/// </summary>
internal readonly ref struct ElementwiseKernel<E>(
    E function, Tensor result, Tensor a, Tensor b, Tensor c, Tensor d, RowLoop rows) : IKernel
    where E : struct, IElementwise
{
    private readonly E function = function;
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

        if (rows.Length == 0)
        {
            Row<L, T>(result.Count, ref target,
                ref first, a.Count != 1, ref second, b.Count != 1, ref third, c.Count != 1, ref fourth, d.Count != 1);
            return;
        }

        for (nint row = 0; row < rows.Count; row++)
        {
            Row<L, T>(rows.Length, ref Unsafe.Add(ref target, row * rows.Length),
                ref Unsafe.Add(ref first, rows.Offset(0)), rows.Steps(0),
                ref Unsafe.Add(ref second, rows.Offset(1)), rows.Steps(1),
                ref Unsafe.Add(ref third, rows.Offset(2)), rows.Steps(2),
                ref Unsafe.Add(ref fourth, rows.Offset(3)), rows.Steps(3));
            rows.Advance();
        }
    }

    [SkipLocalsInit]
    private void Row<L, T>(nint length, ref T target, ref T a, bool aSteps, ref T b, bool bSteps, ref T c, bool cSteps, ref T d, bool dSteps)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Unsafe.SkipInit(out Register left);
        Unsafe.SkipInit(out Register right);
        Unsafe.SkipInit(out Register third);
        Unsafe.SkipInit(out Register fourth);
        ref T one = ref Repeated<L, T>(Operands.A, aSteps, ref a, ref left);
        ref T two = ref Repeated<L, T>(Operands.B, bSteps, ref b, ref right);
        ref T three = ref Repeated<L, T>(Operands.C, cSteps, ref c, ref third);
        ref T four = ref Repeated<L, T>(Operands.D, dSteps, ref d, ref fourth);
        nint aMask = aSteps ? -1 : 0, bMask = bSteps ? -1 : 0, cMask = cSteps ? -1 : 0, dMask = dSteps ? -1 : 0;

        nint whole = length - length % L.Count, rest = length - whole;
        if (whole > 0)
            Loop<L, T>(whole, ref target, ref one, aMask, ref two, bMask, ref three, cMask, ref four, dMask);
        if (rest == 0)
            return;

        Unsafe.SkipInit(out Register output);
        ref T padded = ref Unsafe.As<Register, T>(ref output);
        Loop<L, T>(L.Count, ref padded,
            ref Rest<L, T>(Operands.A, aSteps, ref one, whole, rest, ref left), -1,
            ref Rest<L, T>(Operands.B, bSteps, ref two, whole, rest, ref right), -1,
            ref Rest<L, T>(Operands.C, cSteps, ref three, whole, rest, ref third), -1,
            ref Rest<L, T>(Operands.D, dSteps, ref four, whole, rest, ref fourth), -1);
        for (nint i = 0; i < rest; i++)
            Unsafe.Add(ref target, whole + i) = Unsafe.Add(ref padded, i);
    }

    // Optimised at once: the first seconds would run unoptimised code otherwise, many times as slow.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Loop<L, T>(nint length, ref T target, ref T a, nint aMask, ref T b, nint bMask, ref T c, nint cMask, ref T d, nint dMask)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        E of = function;
        nint i = 0;
        do
        {
            L value = of.At(
                L.Load(ref a, i & aMask),
                (E.Reads & Operands.B) != 0 ? L.Load(ref b, i & bMask) : default,
                (E.Reads & Operands.C) != 0 ? L.Load(ref c, i & cMask) : default,
                (E.Reads & Operands.D) != 0 ? L.Load(ref d, i & dMask) : default);
            L.Store(value, ref target, i);
            i += L.Count;
        }
        while (i < length);
    }

    /// <summary>An operand itself, or a register's worth of copies of one that does not step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Repeated<L, T>(Operands operand, bool steps, ref T source, ref Register register)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if ((E.Reads & operand) == 0 || steps)
            return ref source;
        ref T copies = ref Unsafe.As<Register, T>(ref register);
        L.Store(L.Create(source), ref copies, 0);
        return ref copies;
    }

    /// <summary>The last few elements of an operand, padded to a full register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T Rest<L, T>(Operands operand, bool steps, ref T source, nint start, nint count, ref Register register)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if ((E.Reads & operand) == 0 || !steps)
            return ref source;
        ref T copies = ref Unsafe.As<Register, T>(ref register);
        L.Store(1, ref copies, 0);
        for (nint i = 0; i < count; i++)
            Unsafe.Add(ref copies, i) = Unsafe.Add(ref source, start + i);
        return ref copies;
    }
}

/// <summary>Every element times a number.</summary>
internal readonly struct Scaled(double factor) : IElementwise
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => factor * a;
}

/// <summary>Room for one register of the widest kind.</summary>
[InlineArray(8)]
internal struct Register
{
    private ulong first;
}
