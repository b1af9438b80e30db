namespace Autograd.Tests.Numerics;

/// <summary>
/// The exponential family in the sum of two doubles, by plain series and identities, good to about 2⁻⁹⁵: what float64
/// kernels are measured against. Special values are those of the definitions.
/// </summary>
internal static class Precise
{
    private static readonly DoubleDouble Ln2 = new(0.6931471805599453, 2.3190468138462996e-17);
    private static readonly DoubleDouble Ln10 = new(2.302585092994046, -2.1707562233822494e-16);

    // 1/41, 1/39, … 1.
    private static readonly DoubleDouble[] OddReciprocals = [.. Enumerable.Range(0, 21).Select(i => 1 / (DoubleDouble)(41 - 2 * i))];

    public static DoubleDouble Exp(DoubleDouble x)
    {
        if (!(Math.Abs(x.High) < 750))
            return Math.Exp(x.High);
        (int n, DoubleDouble tail) = Reduced(x);
        DoubleDouble value = 1 + tail;
        return Scaled(value, n);
    }

    public static DoubleDouble Expm1(DoubleDouble x)
    {
        if (Math.Abs(x.High) < 1e-30 || !(Math.Abs(x.High) < 709))
            return Math.Abs(x.High) < 1e-30 ? x : x.High > 0 ? Exp(x) : Math.Exp(x.High) - 1;
        (int n, DoubleDouble tail) = Reduced(x);
        return n == 0 ? tail : n < -200 ? -1 : Scaled(tail + 1, n) - 1;
    }

    public static DoubleDouble Log(DoubleDouble x)
    {
        if (!(x.High > 0) || double.IsInfinity(x.High))
            return Math.Log(x.High);
        int exponent = Math.ILogB(x.High);
        DoubleDouble significand = DoubleDouble.Scale(DoubleDouble.Scale(x, -exponent / 2), -exponent - -exponent / 2);
        if (significand.High > 1.4142135623730951)
            (significand, exponent) = (DoubleDouble.Scale(significand, -1), exponent + 1);
        return exponent * Ln2 + 2 * AtanhSeries((significand - 1) / (significand + 1));
    }

    public static DoubleDouble Log1p(DoubleDouble x)
    {
        if (double.IsInfinity(x.High))
            return Math.Log(x.High);
        if (Math.Abs(x.High) > 0.25)
            return Log(1 + x);
        if (Math.Abs(x.High) < 1e-30)
            return x.High == 0 ? x : x - x * x * 0.5;
        return 2 * AtanhSeries(x / (x + 2));
    }

    public static DoubleDouble Log2(double x) => x > 0 && x < double.PositiveInfinity ? Log(x) / Ln2 : Math.Log(x);

    public static DoubleDouble Log10(double x) => x > 0 && x < double.PositiveInfinity ? Log(x) / Ln10 : Math.Log(x);

    public static DoubleDouble Sinh(double x)
    {
        if (Math.Abs(x) < 1e-30 || !(Math.Abs(x) < 710.4))
            return Math.Sinh(x);
        if (Math.Abs(x) > 40)
            return Math.Sign(x) * Scaled(Exp(Math.Abs(x) - 2 * Ln2), 1);
        DoubleDouble t = Expm1(x);
        return 0.5 * (t + t / (t + 1));
    }

    public static DoubleDouble Cosh(double x)
    {
        x = Math.Abs(x);
        return !(x < 710.4) ? Math.Cosh(x) : x > 40 ? Scaled(Exp(x - 2 * Ln2), 1) : 0.5 * (Exp(x) + 1 / Exp(x));
    }

    public static DoubleDouble Tanh(double x)
    {
        if (Math.Abs(x) < 1e-30 || double.IsNaN(x))
            return x;
        if (Math.Abs(x) > 40)
            return Math.Sign(x);
        DoubleDouble t = Expm1(2 * x);
        return t / (t + 2);
    }

    public static DoubleDouble Asinh(double x)
    {
        double size = Math.Abs(x);
        if (size < 1e-30 || !(size < double.PositiveInfinity))
            return x;
        DoubleDouble square = DoubleDouble.Product(size, size);
        return Math.Sign(x) * (size > 1e30 ? Log(size) + Ln2 : Log1p(size + square / (1 + Sqrt(1 + square))));
    }

    public static DoubleDouble Acosh(double x)
    {
        if (!(x > 1 && x < double.PositiveInfinity))
            return x == 1 ? 0 : x < 1 ? double.NaN : x;
        DoubleDouble above = x - (DoubleDouble)1;
        return x > 1e30 ? Log(x) + Ln2 : Log1p(above + Sqrt(above * (above + 2)));
    }

    public static DoubleDouble Atanh(double x)
    {
        double size = Math.Abs(x);
        if (size < 1e-30 || !(size < 1))
            return size < 1e-30 ? x : size > 1 ? double.NaN : x / 0;
        return Math.Sign(x) * 0.5 * Log1p(2 * size / (1 - (DoubleDouble)size));
    }

    /// <summary>xʸ of numbers for which it is neither special nor NaN.</summary>
    public static DoubleDouble Pow(double x, double y)
    {
        double special = Math.Pow(x, y);
        if (x == 0 || y == 0 || !double.IsFinite(x) || !double.IsFinite(y) || double.IsNaN(special) || Math.Abs(x) == 1)
            return special;
        DoubleDouble log = Log(Math.Abs(x)), value = Math.Abs(y) > 1e290 ? Math.Exp(y * log.High) : Exp(y * log);
        return special < 0 || double.IsNegative(special) ? -value : value;
    }

    public static DoubleDouble Hypot(double x, double y)
    {
        double special = double.Hypot(x, y);
        if (x == 0 || y == 0 || !double.IsFinite(x) || !double.IsFinite(y) || double.IsInfinity(special))
            return special;
        int exponent = Math.ILogB(special);
        (x, y) = (Math.ScaleB(x, -exponent), Math.ScaleB(y, -exponent));
        return DoubleDouble.Scale(Sqrt(DoubleDouble.Product(x, x) + DoubleDouble.Product(y, y)), exponent);
    }

    public static DoubleDouble Sqrt(DoubleDouble x)
    {
        double root = Math.Sqrt(x.High);
        return root + (x - DoubleDouble.Product(root, root)) / (2 * root);
    }

    // For |s| up to 0.172.
    private static DoubleDouble AtanhSeries(DoubleDouble s)
    {
        DoubleDouble square = s * s, sum = 0;
        foreach (DoubleDouble coefficient in OddReciprocals)
            sum = sum * square + coefficient;
        return s * sum;
    }

    // x = n ln 2 + r, and eʳ − 1 from the series at r/2⁸.
    private static (int N, DoubleDouble Tail) Reduced(DoubleDouble x)
    {
        int n = (int)Math.Round(x.High / Ln2.High);
        DoubleDouble r = DoubleDouble.Scale(x - n * Ln2, -8), tail = 1;
        if (Math.Abs(x.High) < 1e-30)
            return (0, x);
        for (int k = 14; k > 1; k--)
            tail = 1 + tail * r / k;
        tail *= r;
        for (int i = 0; i < 8; i++)
            tail = 2 * tail + tail * tail;
        return (n, tail);
    }

    // An overflow leaves no remainder.
    private static DoubleDouble Scaled(DoubleDouble value, int n)
    {
        DoubleDouble scaled = DoubleDouble.Scale(DoubleDouble.Scale(value, n / 2), n - n / 2);
        return double.IsInfinity(scaled.High) ? scaled.High : scaled;
    }
}
