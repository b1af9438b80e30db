using System.Numerics.Tensors;

namespace Autograd.Optimization;

/// <summary>Vectors as arrays of doubles: what minimisers do between evaluations, whatever the parameters' type.</summary>
internal static class Plain
{
    /// <summary>Half a unit in the last place of 1.</summary>
    public const double Rounding = 1.0 / (1L << 53);

    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => TensorPrimitives.Dot(a, b);

    /// <summary>a + factor · b.</summary>
    public static double[] Add(double[] a, double factor, double[] b)
    {
        double[] sum = new double[a.Length];
        TensorPrimitives.MultiplyAdd(b, factor, a, sum);
        return sum;
    }

    public static double[] Times(double factor, double[] a)
    {
        double[] product = new double[a.Length];
        TensorPrimitives.Multiply(a, factor, product);
        return product;
    }

    /// <summary>a · 2^exponent.</summary>
    public static double[] Scaled(double[] a, int exponent) => [.. a.Select(value => Math.ScaleB(value, exponent))];

    public static double LargestMagnitude(ReadOnlySpan<double> a) =>
        a.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(a));

    /// <summary>√Σx², without overflow or underflow on the way; NaN or infinite where an element is.</summary>
    public static double Norm(ReadOnlySpan<double> a)
    {
        double largest = LargestMagnitude(a);
        if (largest == 0 || !double.IsFinite(largest))
            return largest;
        double sum = 0;
        foreach (double value in a)
            sum += value / largest * (value / largest);
        return largest * Math.Sqrt(sum);
    }

    public static bool IsFinite(double[] a) => double.IsFinite(LargestMagnitude(a));

    /// <summary>A tensor's elements, in reading order.</summary>
    public static double[] Of(Tensor tensor) => tensor.Values().Cast(DType.Float64).ToArray<double>();

    /// <summary>A tensor like another, of these elements.</summary>
    public static Tensor Like(Tensor tensor, ReadOnlySpan<double> elements) => Tensor.From(elements, tensor.Shape.Sizes).Cast(tensor.DType);
}
