using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

/// <summary>
/// The function of whole tensors. Only the loop is compiled for each function; what runs it is the same for all, so that the
/// first use of an operation compiles little.
/// </summary>
internal readonly ref struct ElementwiseKernel<E>(E function, ElementwiseOperands operands) : IKernel where E : struct, IElementwise
{
    private const int LeastForPairs = 512;

    private readonly ElementwiseOperands operands = operands;

    public void Run<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        // Only the widest registers are so many that two chains fit without spilling; short rows would not fill them.
        if (E.InPairs && Vector512.IsHardwareAccelerated && operands.Rows.Length >= LeastForPairs)
            Pass<Lanes<Twice<Width512<T>, Vector512<T>, T>, Two<Vector512<T>>, T>, T>();
        else
            Pass<L, T>();
    }

    private unsafe void Pass<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        E shared = function;
        new ElementwisePass<L, T>(operands, ref Unsafe.As<E, byte>(ref shared), &Loop<L, T>).Run();
    }

    // Optimised at once: the first seconds would run unoptimised code otherwise, many times as slow.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Loop<L, T>(
        ref byte function, nint length, bool far, ref T target, ref T a, nint aMask, ref T b, nint bMask, ref T c, nint cMask, ref T d, nint dMask,
        nint rows, in RowSteps steps)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        E of = Unsafe.As<byte, E>(ref function);
        nint last = length - L.Count;
        while (true)
        {
            nint i = 0;
            while (true)
            {
                do
                {
                    L value = of.At(
                        L.Load(ref a, i & aMask),
                        (E.Reads & Operands.B) != 0 ? L.Load(ref b, i & bMask) : default,
                        (E.Reads & Operands.C) != 0 ? L.Load(ref c, i & cMask) : default,
                        (E.Reads & Operands.D) != 0 ? L.Load(ref d, i & dMask) : default);
                    if ((E.Reads & Operands.Target) != 0)
                        value = L.Load(ref target, i) + value;
                    if (far)
                        L.StoreFar(value, ref target, i);
                    else
                        L.Store(value, ref target, i);
                    i += L.Count;
                }
                while (i <= last);
                if (i == length)
                    break;
                i = last;
                far = false;
            }

            if (--rows == 0)
                return;
            target = ref Unsafe.Add(ref target, length);
            a = ref Unsafe.Add(ref a, steps.A);
            if ((E.Reads & Operands.B) != 0)
                b = ref Unsafe.Add(ref b, steps.B);
            if ((E.Reads & Operands.C) != 0)
                c = ref Unsafe.Add(ref c, steps.C);
            if ((E.Reads & Operands.D) != 0)
                d = ref Unsafe.Add(ref d, steps.D);
        }
    }
}
