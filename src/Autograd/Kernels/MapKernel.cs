using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// One pass over memory for a user's formula: its values or, given an upstream gradient, that times its slopes in each
/// operand, all from one evaluation. Operands and upstream are flat, or one element that repeats.
/// </summary>
/// <param name="mapping">The formula.</param>
/// <param name="operands">Its arguments.</param>
/// <param name="upstream">What the slopes are multiplied by; null for the values.</param>
/// <param name="targets">The tensor for the values; or one for each operand's gradient, null where none is wanted.</param>
/// <param name="count">The number of elements.</param>
internal readonly unsafe struct MapKernel<M>(M mapping, Tensor[] operands, Tensor? upstream, Tensor?[] targets, int count) : IKernel
    where M : struct, IMapping
{
    public const int Most = 5;

    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        fixed (T* a = &Operand<T>(0), b = &Operand<T>(1), c = &Operand<T>(2), d = &Operand<T>(3), e = &Operand<T>(4), u = &Upstream<T>(),
            p = &Target<T>(0), q = &Target<T>(1), r = &Target<T>(2), s = &Target<T>(3), t = &Target<T>(4))
        {
            T** sources = stackalloc T*[Most + 1] { a, b, c, d, e, u };
            T** results = stackalloc T*[Most] { p, q, r, s, t };
            nint* masks = stackalloc nint[Most + 1];
            Register* copies = stackalloc Register[Most + 1];
            for (int i = 0; i <= Most; i++)
            {
                Tensor? operand = i < operands.Length ? operands[i] : i == Most ? upstream : null;
                masks[i] = operand is null || operand.Count == 1 ? 0 : -1;
                if (masks[i] != 0)
                    continue;
                L.Store(L.Create(*sources[i]), ref *(T*)(copies + i), 0);
                sources[i] = (T*)(copies + i);
            }

            if (count >= L.Count)
                new MapPass<M, L, T>(mapping, sources, masks, results, count, upstream is null).Run();
            else
                Padded<L, T>(sources, masks, results);
        }
    }

    /// <summary>Fewer elements than a register holds run as a full one, through the stack.</summary>
    private void Padded<L, T>(T** sources, nint* masks, T** results) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Register* inputs = stackalloc Register[Most + 1], outputs = stackalloc Register[Most];
        T** padded = stackalloc T*[Most];
        uint bytes = (uint)(count * sizeof(T));
        for (int i = 0; i <= Most; i++)
        {
            if (masks[i] == 0)
                continue;
            T* copies = (T*)(inputs + i);
            L.Store(L.Create(*sources[i]), ref *copies, 0);
            Unsafe.CopyBlockUnaligned(copies, sources[i], bytes);
            sources[i] = copies;
        }

        for (int i = 0; i < Most; i++)
            padded[i] = results[i] == null ? null : (T*)(outputs + i);
        new MapPass<M, L, T>(mapping, sources, masks, padded, L.Count, upstream is null).Run(0);
        for (int i = 0; i < Most; i++)
            if (results[i] != null)
                Unsafe.CopyBlockUnaligned(results[i], padded[i], bytes);
    }

    private ref T Operand<T>(int i) where T : unmanaged => ref operands[Math.Min(i, operands.Length - 1)].First<T>();

    private ref T Upstream<T>() where T : unmanaged => ref (upstream ?? operands[0]).First<T>();

    private ref T Target<T>(int i) where T : unmanaged
    {
        if (i >= targets.Length || targets[i] is not { } target)
            return ref Unsafe.NullRef<T>();
        target.AssertRowMajor();
        return ref target.FirstForWriting<T>();
    }
}

/// <summary>The loops, over at least a register's worth of elements; the last register is moved left to stay inside.</summary>
internal readonly unsafe struct MapPass<M, L, T>(M mapping, T** sources, nint* masks, T** targets, nint count, bool values) : IWork
    where M : struct, IMapping
    where L : struct, ILanes<L, T>, IReal<L>
    where T : unmanaged
{
    private readonly M mapping = mapping;

    private static int PieceSize => 64 * 1024 / sizeof(T);

    public void Run() => Workers.Run(this, (int)((count + PieceSize - 1) / PieceSize));

    public void Run(int piece)
    {
        nint start = Math.Min((nint)piece * PieceSize, count - L.Count), end = Math.Min(start + PieceSize, count);
        if (values)
            Values(start, end);
        else
            Pullbacks(start, end);
    }

    // The two loops are never inlined: the inlining budget is for the formula alone.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Values(nint start, nint end)
    {
        M map = mapping;
        T* a = sources[0], b = sources[1], c = sources[2], d = sources[3], e = sources[4], y = targets[0];
        nint p = masks[0], q = masks[1], r = masks[2], s = masks[3], t = masks[4], width = L.Count, i = start, last = end - width;
        while (true)
        {
            do
            {
                L value = map.Value(Arguments(i, a, p, b, q, c, r, d, s, e, t));
                L.Store(value, ref *y, i);
                i += width;
            }
            while (i <= last);
            if (i == end)
                return;
            i = last;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Pullbacks(nint start, nint end)
    {
        M map = mapping;
        bool two = M.Arity > 1, three = M.Arity > 2, four = M.Arity > 3, five = M.Arity > 4;
        T* a = sources[0], b = sources[1], c = sources[2], d = sources[3], e = sources[4], u = sources[5];
        T* ga = targets[0], gb = targets[1], gc = targets[2], gd = targets[3], ge = targets[4];
        nint p = masks[0], q = masks[1], r = masks[2], s = masks[3], t = masks[4], v = masks[5], width = L.Count, i = start, last = end - width;
        while (true)
        {
            do
            {
                map.ValueAndSlopes<L, PlainProduct>(Arguments(i, a, p, b, q, c, r, d, s, e, t), out Arguments<L> slopes);
                L upstream = L.Load(in *u, i & v), sum = upstream * slopes.A;
                if (two)
                    sum += upstream * slopes.B;
                if (three)
                    sum += upstream * slopes.C;
                if (four)
                    sum += upstream * slopes.D;
                if (five)
                    sum += upstream * slopes.E;
                if (ga != null)
                    L.Store(upstream * slopes.A, ref *ga, i);
                if (two && gb != null)
                    L.Store(upstream * slopes.B, ref *gb, i);
                if (three && gc != null)
                    L.Store(upstream * slopes.C, ref *gc, i);
                if (four && gd != null)
                    L.Store(upstream * slopes.D, ref *gd, i);
                if (five && ge != null)
                    L.Store(upstream * slopes.E, ref *ge, i);
                if (L.AnyGreater(L.Select(L.EqualTo(sum, sum), 0, 1), 0))
                    Mend(i);
                i += width;
            }
            while (i <= last);
            if (i == end)
                return;
            i = last;
        }
    }

    /// <summary>
    /// Multiplies as the chain rule does where plain products left NaN. Other lanes keep theirs, so that no element's last bit
    /// depends on its neighbours.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Mend(nint i)
    {
        mapping.ValueAndSlopes<L, ChainProduct>(Arguments(
            i, sources[0], masks[0], sources[1], masks[1], sources[2], masks[2], sources[3], masks[3], sources[4], masks[4]), out Arguments<L> slopes);
        L upstream = L.Load(in *sources[5], i & masks[5]);
        Span<L> products =
        [
            L.Chain(upstream, slopes.A), L.Chain(upstream, slopes.B), L.Chain(upstream, slopes.C), L.Chain(upstream, slopes.D), L.Chain(upstream, slopes.E),
        ];
        for (int operand = 0; operand < M.Arity; operand++)
        {
            if (targets[operand] == null)
                continue;
            L plain = L.Load(in *targets[operand], i);
            L.Store(L.Select(L.EqualTo(plain, plain), plain, products[operand]), ref *targets[operand], i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Arguments<L> Arguments(nint i, T* a, nint p, T* b, nint q, T* c, nint r, T* d, nint s, T* e, nint t) => new(
        L.Load(in *a, i & p),
        M.Arity > 1 ? L.Load(in *b, i & q) : default,
        M.Arity > 2 ? L.Load(in *c, i & r) : default,
        M.Arity > 3 ? L.Load(in *d, i & s) : default,
        M.Arity > 4 ? L.Load(in *e, i & t) : default);
}
