using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// One pass over memory for a user's formula: its value, and when it is recorded, its slopes too, so that what they have in
/// common is computed once. Operands are flat, or one element that repeats.
/// </summary>
internal readonly unsafe struct MapKernel<M>(M mapping, Tensor[] operands, Tensor value, Tensor[] slopes) : IKernel where M : struct, IMapping
{
    private const int Most = 5;

    private readonly M mapping = mapping;

    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        fixed (T* a = &Operand<T>(0), b = &Operand<T>(1), c = &Operand<T>(2), d = &Operand<T>(3), e = &Operand<T>(4),
            y = &value.FirstForWriting<T>(), p = &Slope<T>(0), q = &Slope<T>(1), r = &Slope<T>(2), s = &Slope<T>(3), t = &Slope<T>(4))
        {
            T** sources = stackalloc T*[Most] { a, b, c, d, e };
            T** targets = stackalloc T*[1 + Most] { y, p, q, r, s, t };
            nint* masks = stackalloc nint[Most];
            Register* room = stackalloc Register[2 * Most + 1];
            nint count = value.Count, whole = count - count % L.Count, rest = count - whole;
            for (int i = 0; i < Most; i++)
            {
                masks[i] = operands[Math.Min(i, operands.Length - 1)].Count == 1 ? 0 : -1;
                if (masks[i] != 0)
                    continue;
                T* copies = (T*)(room + i);
                L.Store(L.Create(*sources[i]), ref *copies, 0);
                sources[i] = copies;
            }

            if (whole > 0)
                Loop<L, T>(whole, sources, masks, targets);
            if (rest == 0)
                return;

            // What is left runs as one more full register through the stack.
            for (int i = 0; i < M.Arity; i++)
            {
                if (masks[i] == 0)
                    continue;
                T* copies = (T*)(room + i);
                L.Store(L.Create(sources[i][whole]), ref *copies, 0);
                Unsafe.CopyBlockUnaligned(copies, sources[i] + whole, (uint)(rest * sizeof(T)));
                sources[i] = copies;
            }

            T** padded = stackalloc T*[1 + Most];
            for (int i = 0; i <= Most; i++)
                padded[i] = (T*)(room + Most + i);
            Loop<L, T>(L.Count, sources, masks, padded);
            for (int i = 0; i <= slopes.Length; i++)
                Unsafe.CopyBlockUnaligned(targets[i] + whole, padded[i], (uint)(rest * sizeof(T)));
        }
    }

    private ref T Operand<T>(int i) where T : unmanaged => ref operands[Math.Min(i, operands.Length - 1)].First<T>();

    private ref T Slope<T>(int i) where T : unmanaged => ref (i < slopes.Length ? slopes[i] : value).First<T>();

    // The two loops are never inlined: the inlining budget is for the formula alone.
    private void Loop<L, T>(nint length, T** sources, nint* masks, T** targets) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (slopes.Length == 0)
            Values<L, T>(length, sources, masks, targets);
        else
            ValuesAndSlopes<L, T>(length, sources, masks, targets);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Values<L, T>(nint length, T** sources, nint* masks, T** targets) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        M map = mapping;
        T* a = sources[0], b = sources[1], c = sources[2], d = sources[3], e = sources[4], y = targets[0];
        nint p = masks[0], q = masks[1], r = masks[2], s = masks[3], t = masks[4], i = 0;
        do
        {
            L value = map.Value(Arguments<L, T>(i, a, p, b, q, c, r, d, s, e, t));
            L.Store(value, ref *y, i);
            i += L.Count;
        }
        while (i < length);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void ValuesAndSlopes<L, T>(nint length, T** sources, nint* masks, T** targets) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        M map = mapping;
        T* a = sources[0], b = sources[1], c = sources[2], d = sources[3], e = sources[4];
        T* y = targets[0], fa = targets[1], fb = targets[2], fc = targets[3], fd = targets[4], fe = targets[5];
        nint p = masks[0], q = masks[1], r = masks[2], s = masks[3], t = masks[4], i = 0;
        do
        {
            L value = map.ValueAndSlopes(Arguments<L, T>(i, a, p, b, q, c, r, d, s, e, t), out Arguments<L> slopes);
            L.Store(value, ref *y, i);
            L.Store(slopes.A, ref *fa, i);
            if (M.Arity > 1)
                L.Store(slopes.B, ref *fb, i);
            if (M.Arity > 2)
                L.Store(slopes.C, ref *fc, i);
            if (M.Arity > 3)
                L.Store(slopes.D, ref *fd, i);
            if (M.Arity > 4)
                L.Store(slopes.E, ref *fe, i);
            i += L.Count;
        }
        while (i < length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Arguments<L> Arguments<L, T>(nint i, T* a, nint p, T* b, nint q, T* c, nint r, T* d, nint s, T* e, nint t)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => new(
            L.Load(in *a, i & p),
            M.Arity > 1 ? L.Load(in *b, i & q) : default,
            M.Arity > 2 ? L.Load(in *c, i & r) : default,
            M.Arity > 3 ? L.Load(in *d, i & s) : default,
            M.Arity > 4 ? L.Load(in *e, i & t) : default);
}
