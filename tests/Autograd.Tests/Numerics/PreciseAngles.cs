using System.Numerics;

namespace Autograd.Tests.Numerics;

/// <summary>
/// The trigonometric functions and their inverses in the sum of two doubles, good to about 2⁻⁹⁵: what float64 kernels are
/// measured against. Arguments are reduced in whole numbers, exactly.
/// </summary>
internal static class PreciseAngles
{
    private const int Bits = 1400;

    private static readonly BigInteger HalfPiScaled = 2 * (4 * ArctanOfReciprocal(5) - ArctanOfReciprocal(239));
    private static readonly DoubleDouble HalfPi = FromScaled(HalfPiScaled);

    public static DoubleDouble Sin(double x) => OfAngle(x, (quadrant, sine, cosine) => quadrant switch { 0 => sine, 1 => cosine, 2 => -sine, _ => -cosine });

    public static DoubleDouble Cos(double x) => OfAngle(x, (quadrant, sine, cosine) => quadrant switch { 0 => cosine, 1 => -sine, 2 => -cosine, _ => sine });

    public static DoubleDouble Tan(double x) => Math.Abs(x) < 1e-30 ? x : OfAngle(x, (quadrant, sine, cosine) => quadrant % 2 == 0 ? sine / cosine : -cosine / sine);

    public static DoubleDouble Asin(double x)
    {
        double size = Math.Abs(x);
        if (size < 1e-30 || !(size <= 1))
            return size < 1e-30 ? x : double.NaN;
        return size <= 0.5 ? NearArcsine(x) : Math.Sign(x) * (HalfPi - 2 * NearArcsine(HalfRoot(size)));
    }

    public static DoubleDouble Acos(double x) =>
        !(Math.Abs(x) <= 1) ? double.NaN
        : Math.Abs(x) <= 0.5 ? HalfPi - NearArcsine(x)
        : x > 0 ? 2 * NearArcsine(HalfRoot(x)) : 2 * (HalfPi - NearArcsine(HalfRoot(-x)));

    public static DoubleDouble Atan(double x)
    {
        double size = Math.Abs(x);
        if (size < 1e-30 || !(size <= 1e30))
            return size < 1e-30 ? x : Math.Atan(x);
        return Math.Sign(x) * (size <= 1 ? NearArctangent(size) : HalfPi - NearArctangent(1 / (DoubleDouble)size));
    }

    /// <summary>Of coordinates that are special or whose quotient is neither huge nor tiny.</summary>
    public static DoubleDouble Atan2(double y, double x)
    {
        double up = Math.Abs(y), across = Math.Abs(x);
        if (!(up > 0 && across > 0 && double.IsFinite(up) && double.IsFinite(across)))
            return Math.Atan2(y, x);
        DoubleDouble angle = up <= across ? NearArctangent(up / (DoubleDouble)across) : HalfPi - NearArctangent(across / (DoubleDouble)up);
        return Math.Sign(y) * (x > 0 ? angle : 2 * HalfPi - angle);
    }

    private static DoubleDouble OfAngle(double x, Func<int, DoubleDouble, DoubleDouble, DoubleDouble> function)
    {
        if (!double.IsFinite(x))
            return double.NaN;
        if (Math.Abs(x) < 1e-30)
            return function(0, x, 1);
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(x));
        BigInteger scaled = ((bits & 0xFFFFFFFFFFFFF) | 0x10000000000000) * BigInteger.One << (int)(bits >> 52) - 1075 + Bits;
        BigInteger quadrants = (2 * scaled + HalfPiScaled) / (2 * HalfPiScaled);
        (DoubleDouble sine, DoubleDouble cosine) = Series(FromScaled(scaled - quadrants * HalfPiScaled));
        DoubleDouble value = function((int)(quadrants % 4), sine, cosine), mirrored = function((4 - (int)(quadrants % 4)) % 4, -sine, cosine);
        return x > 0 ? value : mirrored;
    }

    // sin r and cos r for |r| ≤ π/4, or a little more.
    private static (DoubleDouble Sine, DoubleDouble Cosine) Series(DoubleDouble r)
    {
        DoubleDouble square = r * r, sine = 1, cosine = 1;
        for (int k = 28; k > 0; k -= 2)
        {
            sine = 1 - sine * square / (k * (k + 1));
            cosine = 1 - cosine * square / (k * (k - 1));
        }

        return (r * sine, cosine);
    }

    // One step from the nearest double: its angle is known in both digits, and what is missing is tiny.
    private static DoubleDouble NearArcsine(DoubleDouble x)
    {
        double start = Math.Asin(x.High);
        (DoubleDouble sine, DoubleDouble cosine) = Series(start);
        return start + (x - sine) / cosine;
    }

    private static DoubleDouble NearArctangent(DoubleDouble x)
    {
        double start = Math.Atan(x.High);
        (DoubleDouble sine, DoubleDouble cosine) = Series(start);
        return start + (x * cosine - sine) / (cosine + x * sine);
    }

    private static DoubleDouble HalfRoot(double x) => x == 1 ? 0 : Precise.Sqrt(DoubleDouble.Sum(0.5, -0.5 * x));

    private static BigInteger ArctanOfReciprocal(int x)
    {
        BigInteger power = (BigInteger.One << Bits) / x, sum = power;
        for (int k = 3; !power.IsZero; k += 2)
        {
            power /= -x * x;
            sum += power / k;
        }

        return sum;
    }

    // The leading 53 bits, and the next.
    private static DoubleDouble FromScaled(BigInteger value)
    {
        int shift = (int)value.GetBitLength() - 53;
        BigInteger high = value >> shift, low = (value - (high << shift)) >> (shift - 53);
        return new(Math.ScaleB((double)high, shift - Bits), Math.ScaleB((double)low, shift - 53 - Bits));
    }
}
