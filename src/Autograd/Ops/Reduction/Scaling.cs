using System.Numerics;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>
/// Powers of two by which numbers are scaled, exactly, where their squares or powers would leave the range of their type. What was
/// computed plainly shows whether that is needed, so that usual numbers pay nothing.
/// </summary>
internal static class Scaling
{
    /// <summary>
    /// Whether sums of squares stand so far inside the range that no square that counts has left it: neither 0 nor infinite, nor NaN.
    /// </summary>
    public static bool AreSafe(Tensor sums)
    {
        bool safe = sums.DType == DType.Float32 ? AreSafe<float>(sums, -60, 120) : AreSafe<double>(sums, -900, 1000);
        GC.KeepAlive(sums);
        return safe;
    }

    /// <summary>2⁻ⁿ for each magnitude m · 2ⁿ, 1 ≤ m &lt; 2, as far as the number and its reciprocal are normal; 1 for 0, ∞ and NaN.</summary>
    public static Tensor For(Tensor magnitudes)
    {
        Tensor source = Copy.RowMajor(magnitudes), result = Tensor.Allocate(magnitudes.Shape, magnitudes.DType);
        if (source.DType == DType.Float32)
            For<float>(source, result, 126);
        else
            For<double>(source, result, 1022);
        GC.KeepAlive(source);
        GC.KeepAlive(result);
        return result;
    }

    /// <summary>The same for the largest magnitude along each line.</summary>
    public static Tensor ForPeaks(Tensor x, ReadOnlySpan<int> axes) => For(Reduce.Run(new MaxReduction(), x.Values().Abs(), axes));

    private static bool AreSafe<T>(Tensor sums, int least, int most) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T low = T.ScaleB(T.One, least), high = T.ScaleB(T.One, most);
        foreach (T sum in MemoryMarshal.CreateReadOnlySpan(in sums.First<T>(), sums.Count))
            if (!(sum >= low && sum <= high))
                return false;
        return true;
    }

    private static void For<T>(Tensor source, Tensor result, int most) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> from = MemoryMarshal.CreateReadOnlySpan(in source.First<T>(), source.Count);
        Span<T> to = result.Elements<T>();
        for (int i = 0; i < to.Length; i++)
            to[i] = T.IsFinite(from[i]) && from[i] != T.Zero ? T.ScaleB(T.One, -Math.Clamp(T.ILogB(from[i]), -most, most)) : T.One;
    }
}
