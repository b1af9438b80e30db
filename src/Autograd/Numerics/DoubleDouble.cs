namespace Autograd;

/// <summary>
/// A number carried as an unevaluated sum of two doubles, about 100 significant bits: what a special function
/// adds up in, so that only its last rounding shows. Finite values only; infinities are met before.
/// </summary>
internal readonly struct DoubleDouble(double high, double low)
{
    /// <summary>The double nearest to the value.</summary>
    public double High { get; } = high;

    /// <summary>What <see cref="High"/> leaves out.</summary>
    public double Low { get; } = low;

    /// <summary>a + b, exactly.</summary>
    public static DoubleDouble Sum(double a, double b)
    {
        double sum = a + b;
        double added = sum - a;
        return new(sum, (a - (sum - added)) + (b - added));
    }

    /// <summary>a · b, exactly.</summary>
    public static DoubleDouble Product(double a, double b)
    {
        double product = a * b;
        return new(product, Math.FusedMultiplyAdd(a, b, -product));
    }

    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble sum = Sum(a.High, b.High);
        return Normalized(sum.High, sum.Low + (a.Low + b.Low));
    }

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        DoubleDouble product = Product(a.High, b.High);
        return Normalized(product.High, product.Low + (a.High * b.Low + a.Low * b.High));
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        double quotient = a.High / b.High;
        double remainder = Math.FusedMultiplyAdd(-quotient, b.High, a.High) + (a.Low - quotient * b.Low);
        return Normalized(quotient, remainder / b.High);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + -b;

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static explicit operator double(DoubleDouble value) => value.High + value.Low;

    /// <summary>value · 2ⁿ, exactly while nothing underflows.</summary>
    public static DoubleDouble Scale(DoubleDouble value, int n)
        => new(Math.ScaleB(value.High, n), Math.ScaleB(value.Low, n));

    /// <summary>valueⁿ for n ≥ 1, by repeated squaring.</summary>
    public static DoubleDouble Power(DoubleDouble value, int n)
    {
        DoubleDouble power = 1;
        for (; n > 1; n >>= 1)
        {
            if ((n & 1) != 0)
            {
                power *= value;
            }

            value *= value;
        }

        return power * value;
    }

    /// <summary>Natural logarithm of a positive finite number, good to about 2⁻⁵⁹ even beside 1.</summary>
    public static DoubleDouble Log(DoubleDouble value)
    {
        DoubleDouble log = Log(value.High);
        return new(log.High, log.Low + value.Low / value.High);
    }

    /// <inheritdoc cref="Log(DoubleDouble)"/>
    public static DoubleDouble Log(double value)
    {
        int exponent = Math.ILogB(value);
        double significand = Math.ScaleB(value, -exponent);
        if (significand > SquareRootOf2)
        {
            significand *= 0.5;
            exponent++;
        }

        // ln m = 2 artanh s with s = (m − 1)/(m + 1), |s| < 0.172: past its first term, the series may round as it likes.
        DoubleDouble s = (DoubleDouble)(significand - 1) / Sum(significand, 1);
        double square = s.High * s.High;
        double rest = s.High * square * Polynomial.Evaluate(ArtanhSeries, square);
        DoubleDouble log = Sum(exponent * Log2Short, 2 * s.High);
        return Normalized(log.High, log.Low + (2 * s.Low + (exponent * Log2Rest + rest)));
    }

    // Assumes |high| ≥ |low|, or high = 0.
    private static DoubleDouble Normalized(double high, double low)
    {
        double sum = high + low;
        return new(sum, low - (sum - high));
    }

    private const double SquareRootOf2 = 1.4142135623730951;

    // ln 2 in two parts; the first is short enough to be multiplied by any exponent exactly.
    private const double Log2Short = 0.693147180559663;
    private const double Log2Rest = 2.8235290563031577e-13;

    private static ReadOnlySpan<double> ArtanhSeries =>
    [
        2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23,
    ];
}
