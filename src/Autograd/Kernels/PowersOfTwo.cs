namespace Autograd;

/// <summary>Scaling by powers of two, which rounds nothing inside the range: factorisations work in its middle, wherever their operands lie.</summary>
internal static class PowersOfTwo
{
    /// <summary>The exponent of the largest element; null when all are zero, or some are not finite.</summary>
    public static int? Exponent(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                return null;
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest == 0 ? null : Math.ILogB(largest);
    }

    /// <summary>value · 2^exponent, rounded once.</summary>
    public static double Times(double value, int exponent) => Math.Abs(exponent) <= 1022
        ? value * BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52)
        : Math.ScaleB(value, exponent);

    /// <summary>Multiplies every element by 2^exponent.</summary>
    public static void Scale(Span<double> values, int exponent)
    {
        if (exponent == 0)
            return;
        foreach (ref double value in values)
            value = Times(value, exponent);
    }
}
