using System.Numerics;

namespace Autograd;

/// <summary>
/// The running maximum of lines [outer, length, inner]. For each place, <c>sharers</c> counts the elements so far that are equal to the
/// maximum; the number is negative where a new maximum begins. So an element reaches the maximum where the count begins or grows.
/// </summary>
internal static class RunningMaximum
{
    public static Tensor Of(Tensor x, Lines lines, int[] sharers)
    {
        Tensor source = Copy.RowMajor(x), y = Tensor.Allocate(x.Shape, x.DType);
        if (x.DType == DType.Float32)
            Of(source.Elements<float>(), y.Elements<float>(), lines, sharers);
        else
            Of(source.Elements<double>(), y.Elements<double>(), lines, sharers);
        GC.KeepAlive(source);
        GC.KeepAlive(y);
        return y;
    }

    /// <summary>
    /// At each place the mean of the elements so far that reach the maximum there; or the transpose of that: what stands at each place,
    /// shared evenly by those whose mean is taken there. Leading dimensions are walked through.
    /// </summary>
    public static Tensor Means(Tensor x, Lines lines, int[] sharers, bool isTransposed)
    {
        Tensor source = Copy.RowMajor(x), result = Tensor.Allocate(x.Shape, x.DType);
        if (x.DType == DType.Float32)
            Means(source.Elements<float>(), result.Elements<float>(), lines, sharers, isTransposed);
        else
            Means(source.Elements<double>(), result.Elements<double>(), lines, sharers, isTransposed);
        GC.KeepAlive(source);
        GC.KeepAlive(result);
        return result;
    }

    private static void Means<T>(ReadOnlySpan<T> x, Span<T> result, Lines lines, int[] sharers, bool isTransposed) where T : IBinaryFloatingPointIeee754<T>
    {
        if (isTransposed)
            Shared(x, result, lines, sharers);
        else
            Means(x, result, lines, sharers);
    }

    private static void Of<T>(ReadOnlySpan<T> x, Span<T> y, Lines lines, int[] sharers) where T : IBinaryFloatingPointIeee754<T>
    {
        int inner = lines.Inner, block = lines.Length * inner;
        for (int at = 0; at < x.Length; at++)
        {
            bool isFirst = at % block < inner;
            T last = isFirst ? x[at] : y[at - inner];
            bool begins = isFirst || (!T.IsNaN(last) && !(x[at] <= last)), joins = x[at] == last || (T.IsNaN(x[at]) && T.IsNaN(last));
            y[at] = begins ? x[at] : last;
            sharers[at] = begins ? -1 : Math.Abs(sharers[at - inner]) + (joins ? 1 : 0);
        }
    }

    private static void Means<T>(ReadOnlySpan<T> x, Span<T> means, Lines lines, int[] sharers) where T : IBinaryFloatingPointIeee754<T>
    {
        Span<T> sums = new T[lines.Inner];
        for (int at = 0; at < x.Length; at++)
        {
            int place = at % sharers.Length;
            ref T sum = ref sums[at % lines.Inner];
            if (sharers[place] < 0)
                sum = x[at];
            else if (Reaches(sharers, place, lines))
                sum += x[at];
            means[at] = sum / T.CreateChecked(Math.Abs(sharers[place]));
        }
    }

    private static void Shared<T>(ReadOnlySpan<T> x, Span<T> shares, Lines lines, int[] sharers) where T : IBinaryFloatingPointIeee754<T>
    {
        Span<T> sums = new T[lines.Inner];
        for (int at = x.Length - 1; at >= 0; at--)
        {
            int place = at % sharers.Length;
            ref T sum = ref sums[at % lines.Inner];
            sum += x[at] / T.CreateChecked(Math.Abs(sharers[place]));
            shares[at] = Reaches(sharers, place, lines) ? sum : T.Zero;
            if (sharers[place] < 0)
                sum = T.Zero;
        }
    }

    private static bool Reaches(int[] sharers, int place, Lines lines) => sharers[place] < 0 || sharers[place] > Math.Abs(sharers[place - lines.Inner]);
}
