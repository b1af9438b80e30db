using System.Numerics;

namespace Autograd;

/// <summary>The one element of each line that a label names, in cross-entropy. What is only read may lie in any order.</summary>
internal static class Labels
{
    /// <summary>Turns the logarithms of the sums below the peaks into losses: subtracts the labelled logits, as far as they are below the peak.</summary>
    public static void Subtract(Tensor logarithms, Tensor x, Tensor peaks, int[] labels)
    {
        (x, peaks) = (Copy.RowMajor(x), Copy.RowMajor(peaks));
        if (x.DType == DType.Float32)
            Subtract<float>(logarithms, x, peaks, labels);
        else
            Subtract<double>(logarithms, x, peaks, labels);
    }

    /// <summary>Subtracts a number for each direction from the labelled elements of its rows.</summary>
    public static void Subtract(Tensor gradient, Tensor shares, int[] labels)
    {
        shares = Copy.RowMajor(shares);
        if (gradient.DType == DType.Float32)
            Subtract<float>(gradient, shares, labels);
        else
            Subtract<double>(gradient, shares, labels);
    }

    private static void Subtract<T>(Tensor logarithms, Tensor x, Tensor peaks, int[] labels) where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> losses = logarithms.Elements<T>();
        ReadOnlySpan<T> rows = x.Elements<T>(), highest = peaks.Elements<T>();
        int classes = x.Shape[^1];
        for (int row = 0; row < losses.Length; row++)
        {
            T logit = rows[row * classes + labels[row]];
            losses[row] -= logit == highest[row] ? T.Zero : logit - highest[row];
        }

        GC.KeepAlive(x);
        GC.KeepAlive(peaks);
        GC.KeepAlive(logarithms);
    }

    private static void Subtract<T>(Tensor gradient, Tensor shares, int[] labels) where T : unmanaged, INumberBase<T>
    {
        Span<T> rows = gradient.Elements<T>();
        ReadOnlySpan<T> share = shares.Elements<T>();
        int classes = gradient.Shape[^1];
        for (int direction = 0, start = 0; direction < share.Length; direction++)
            for (int row = 0; row < labels.Length; row++, start += classes)
                rows[start + labels[row]] -= share[direction];
        GC.KeepAlive(gradient);
        GC.KeepAlive(shares);
    }
}
