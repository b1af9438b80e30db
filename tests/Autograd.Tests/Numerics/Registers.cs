using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Autograd.Tests.Numerics;

/// <summary>Formulas read in registers of a given width, whatever the processor's own.</summary>
internal static class Registers
{
    /// <summary>The widths in bits.</summary>
    public static readonly int[] Widths = [128, 256, 512];

    public static Func<int, Func<Tensor, Tensor>> Of<F>(F formula) where F : struct, IUnaryFormula =>
        bits => x => Run(bits, new ValueOf<F>(formula), x, x);

    public static Func<int, Func<Tensor, Tensor, Tensor>> OfTwo<F>(F formula) where F : struct, IBinaryFormula =>
        bits => (x, y) => Run(bits, new ValueOfTwo<F>(formula), x, y);

    private static Tensor Run<E>(int bits, E function, Tensor x, Tensor y) where E : struct, IElementwise =>
        x.DType == DType.Float32 ? Run<E, float>(bits, function, x, y) : Run<E, double>(bits, function, x, y);

    private static Tensor Run<E, T>(int bits, E function, Tensor x, Tensor y) where E : struct, IElementwise where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] a = x.ToArray<T>(), b = y.ToArray<T>();
        return Tensor.From(bits switch
        {
            128 => Loop<E, Lanes<Width128<T>, Vector128<T>, T>, T>(function, a, b),
            256 => Loop<E, Lanes<Width256<T>, Vector256<T>, T>, T>(function, a, b),
            _ => Loop<E, Lanes<Width512<T>, Vector512<T>, T>, T>(function, a, b),
        });
    }

    private static T[] Loop<E, L, T>(E function, T[] a, T[] b)
        where E : struct, IElementwise where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        int count = a.Length;
        Array.Resize(ref a, count + L.Count);
        Array.Resize(ref b, count + L.Count);
        for (int i = 0; i < count; i += L.Count)
            L.Store(function.At(L.Load(in a[0], i), L.Load(in b[0], i), default, default), ref MemoryMarshal.GetArrayDataReference(a), i);
        return a[..count];
    }
}
