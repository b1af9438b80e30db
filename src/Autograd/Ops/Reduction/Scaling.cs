using System.Numerics;
using System.Numerics.Tensors;
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

    /// <summary>Whether numbers can be divided by and multiplied with before others without leaving the range.</summary>
    public static bool AreModerate(Tensor numbers)
    {
        bool moderate = numbers.DType == DType.Float32 ? AreSafe<float>(numbers, -50, 50) : AreSafe<double>(numbers, -400, 400);
        GC.KeepAlive(numbers);
        return moderate;
    }

    /// <summary>2⁻ⁿ for each number ±m · 2ⁿ, 1 ≤ m &lt; 2, as far as it and its reciprocal are normal; 1 for 0, ∞ and NaN.</summary>
    public static Tensor For(Tensor numbers) => Powers(-Exponents(numbers));

    /// <summary>The same for the largest magnitude along each line.</summary>
    public static Tensor ForPeaks(Tensor x, ReadOnlySpan<int> axes) => For(Reduce.Run(new MaxReduction(), x.Values().Abs(), axes));

    /// <summary>n of each number ±m · 2ⁿ, 1 ≤ m &lt; 2, as far as powers and their reciprocals are normal; 0 for 0, ∞ and NaN.</summary>
    public static Tensor Exponents(Tensor numbers) => numbers.DType == DType.Float32
        ? Each<float>(numbers, static x => float.IsFinite(x) && x != 0 ? Math.Clamp(float.ILogB(x), -126, 126) : 0)
        : Each<double>(numbers, static x => double.IsFinite(x) && x != 0 ? Math.Clamp(double.ILogB(x), -1022, 1022) : 0);

    /// <summary>2ⁿ for each whole n, as far as it and its reciprocal are normal.</summary>
    public static Tensor Powers(Tensor exponents) => exponents.DType == DType.Float32
        ? Each<float>(exponents, static n => float.ScaleB(1, (int)Math.Clamp(n, -126, 126)))
        : Each<double>(exponents, static n => double.ScaleB(1, (int)Math.Clamp(n, -1022, 1022)));

    /// <summary>The numbers, with 1 in the place of 0: what divides zeros.</summary>
    public static Tensor OrOne(Tensor numbers) => Tensor.Where(numbers.EqualTo(0), 1, numbers);

    private static Tensor Each<T>(Tensor x, Func<T, T> function) where T : unmanaged
    {
        Tensor source = Copy.RowMajor(x), result = Tensor.Allocate(x.Shape, x.DType);
        ReadOnlySpan<T> from = MemoryMarshal.CreateReadOnlySpan(in source.First<T>(), source.Count);
        Span<T> to = result.Elements<T>();
        for (int i = 0; i < to.Length; i++)
            to[i] = function(from[i]);
        GC.KeepAlive(source);
        GC.KeepAlive(result);
        return result;
    }

    private static bool AreSafe<T>(Tensor sums, int least, int most) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> all = MemoryMarshal.CreateReadOnlySpan(in sums.First<T>(), sums.Count);

        // NaN is neither above nor below.
        return all.IsEmpty || (TensorPrimitives.Min(all) >= T.ScaleB(T.One, least) && TensorPrimitives.Max(all) <= T.ScaleB(T.One, most));
    }
}
