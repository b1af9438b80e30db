namespace Autograd.Tests.Numerics;

/// <summary>Where a kernel is furthest from the truth, in units in the last place of the true value.</summary>
internal readonly record struct Worst(double Ulps, double X, double Y, double Found, double Expected)
{
    public override string ToString() => $"{Ulps:F2} ulp at ({X:R}, {Y:R}): {Found:R} for {Expected:R}";
}

/// <summary>
/// Measures a kernel against a more precise reference. ∞ counts as one unit beyond the largest number, a subnormal's unit is
/// the smallest number; a NaN where there should be none, a missing one, and a zero of the wrong sign are infinitely far.
/// </summary>
internal static class Ulps
{
    private const double SmallestSingle = float.Epsilon, LargestSingle = 340282366920938463463374607431768211456.0;

    /// <summary>In float32; the reference takes the exact argument and needs double precision only.</summary>
    public static Worst Single(Func<Tensor, Tensor> kernel, Func<double, double> reference, IEnumerable<float> points)
    {
        float[] x = [.. points], found = kernel(Tensor.From(x)).ToArray<float>();
        return Furthest(x.Select((at, i) => OfSingle(at, 0, found[i], reference(at))));
    }

    /// <inheritdoc cref="Single(Func{Tensor, Tensor}, Func{double, double}, IEnumerable{float})"/>
    public static Worst Single(Func<Tensor, Tensor, Tensor> kernel, Func<double, double, double> reference, IEnumerable<(float X, float Y)> points)
    {
        (float X, float Y)[] p = [.. points];
        float[] found = kernel(Tensor.From([.. p.Select(at => at.X)]), Tensor.From([.. p.Select(at => at.Y)])).ToArray<float>();
        return Furthest(p.Select((at, i) => OfSingle(at.X, at.Y, found[i], reference(at.X, at.Y))));
    }

    /// <summary>In float64; the reference is the sum of two doubles.</summary>
    public static Worst Double(Func<Tensor, Tensor> kernel, Func<double, DoubleDouble> reference, IEnumerable<double> points)
    {
        double[] x = [.. points], found = kernel(Tensor.From(x)).ToArray<double>();
        return Furthest(x.Select((at, i) => OfDouble(at, 0, found[i], reference(at))));
    }

    /// <inheritdoc cref="Double(Func{Tensor, Tensor}, Func{double, DoubleDouble}, IEnumerable{double})"/>
    public static Worst Double(Func<Tensor, Tensor, Tensor> kernel, Func<double, double, DoubleDouble> reference, IEnumerable<(double X, double Y)> points)
    {
        (double X, double Y)[] p = [.. points];
        double[] found = kernel(Tensor.From([.. p.Select(at => at.X)]), Tensor.From([.. p.Select(at => at.Y)])).ToArray<double>();
        return Furthest(p.Select((at, i) => OfDouble(at.X, at.Y, found[i], reference(at.X, at.Y))));
    }

    /// <summary>About so many numbers, evenly over all bit patterns: each sign and exponent, subnormals, NaN; and the edges.</summary>
    public static IEnumerable<float> Floats(int count)
    {
        for (ulong bits = 0, step = (uint.MaxValue / (uint)count) | 1; bits <= uint.MaxValue; bits += step)
            yield return BitConverter.UInt32BitsToSingle((uint)bits);
        foreach (float edge in (float[])[0, 1, float.Epsilon, 1.17549421e-38f, 1.17549435e-38f, float.MaxValue, float.PositiveInfinity])
        {
            yield return edge;
            yield return -edge;
        }
    }

    /// <inheritdoc cref="Floats"/>
    public static IEnumerable<double> Doubles(int count)
    {
        for (UInt128 bits = 0, step = (ulong.MaxValue / (ulong)count) | 1; bits <= ulong.MaxValue; bits += step)
            yield return BitConverter.UInt64BitsToDouble((ulong)bits);
        foreach (double edge in (double[])[0, 1, double.Epsilon, 2.2250738585072009e-308, 2.2250738585072014e-308, double.MaxValue, double.PositiveInfinity])
        {
            yield return edge;
            yield return -edge;
        }
    }

    /// <summary>Numbers drawn evenly between two bounds.</summary>
    public static IEnumerable<double> Between(double low, double high, int count)
    {
        Random random = new(7);
        for (int i = 0; i < count; i++)
            yield return low + (high - low) * random.NextDouble();
    }

    /// <summary>Numbers on both sides of one, ever closer to it, and the number itself.</summary>
    public static IEnumerable<double> Near(double center, int count)
    {
        Random random = new(8);
        double size = Math.Max(Math.Abs(center), 1);
        yield return center;
        for (int i = 0; i < count; i++)
            yield return center + size * (random.Next(2) * 2 - 1) * Math.Pow(2, -54 * random.NextDouble());
    }

    private static Worst Furthest(IEnumerable<Worst> all) => all.MaxBy(point => point.Ulps);

    private static Worst OfSingle(double x, double y, float found, double expected)
    {
        double rounded = (float)expected;
        double ulps = Differ(found, rounded) ?? Math.Abs(Capped(found) - Capped(expected))
            / Math.Max(SmallestSingle, Math.ScaleB(1, Math.ILogB(Math.Min(Math.Abs(expected), float.MaxValue)) - 23));
        return new(ulps, x, y, found, expected);
    }

    private static Worst OfDouble(double x, double y, double found, DoubleDouble expected)
    {
        double rounded = expected.Low == 0 || double.IsInfinity(expected.High) ? expected.High : (double)expected, size = Math.Abs(rounded);
        double unit = double.IsFinite(rounded) ? size - Math.BitDecrement(size) : 1;
        unit = size == 0 ? double.Epsilon : double.IsInfinity(size) ? double.MaxValue - Math.BitDecrement(double.MaxValue) : unit;
        double ulps = Differ(found, rounded)
            ?? (double.IsInfinity(found) == double.IsInfinity(rounded) ? Math.Abs((double)(found - expected) / unit)
                : 1 + (double.MaxValue - Math.Min(Math.Abs(found), size)) / unit);
        return new(ulps, x, y, found, rounded);
    }

    // 0 where both are the same zero, infinity or NaN, ∞ where they cannot be compared, nothing where the distance says it.
    private static double? Differ(double found, double rounded) =>
        double.IsNaN(found) || double.IsNaN(rounded) ? double.IsNaN(found) && double.IsNaN(rounded) ? 0 : double.PositiveInfinity
        : found == 0 && rounded == 0 ? double.IsNegative(found) == double.IsNegative(rounded) ? 0 : double.PositiveInfinity
        : double.IsInfinity(rounded) && found == rounded ? 0
        : double.IsInfinity(found) && found == -rounded ? double.PositiveInfinity
        : null;

    private static double Capped(double value) => Math.Clamp(value, -LargestSingle, LargestSingle);
}
