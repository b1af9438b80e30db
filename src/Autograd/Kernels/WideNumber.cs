using System.Numerics;

namespace Autograd;

/// <summary>A finite number that factorisations reckon with: within the range of double, or beyond it.</summary>
internal interface IFactorNumber<N> : IAdditionOperators<N, N, N>, ISubtractionOperators<N, N, N>, IMultiplyOperators<N, N, N>, IDivisionOperators<N, N, N>
    where N : struct, IFactorNumber<N>
{
    /// <summary>value · 2^exponent.</summary>
    static abstract N Of(double value, int exponent = 0);

    bool IsZero { get; }

    WideNumber Wide { get; }

    bool IsLargerThan(N other);
}

/// <summary>A double.</summary>
internal readonly record struct PlainNumber(double Value) : IFactorNumber<PlainNumber>
{
    public bool IsZero => Value == 0;

    public WideNumber Wide => WideNumber.Of(Value);

    public static PlainNumber Of(double value, int exponent = 0) => new(PowersOfTwo.Times(value, exponent));

    public static PlainNumber operator +(PlainNumber a, PlainNumber b) => new(a.Value + b.Value);

    public static PlainNumber operator -(PlainNumber a, PlainNumber b) => new(a.Value - b.Value);

    public static PlainNumber operator *(PlainNumber a, PlainNumber b) => new(a.Value * b.Value);

    public static PlainNumber operator /(PlainNumber a, PlainNumber b) => new(a.Value / b.Value);

    public bool IsLargerThan(PlainNumber other) => Math.Abs(Value) > Math.Abs(other.Value);
}

/// <summary>A number with an exponent of its own, so that neither sums nor products leave the range; the mantissa is 0 or lies between 1 and 2.</summary>
internal readonly record struct WideNumber(double Mantissa, int Exponent) : IFactorNumber<WideNumber>
{
    // Farther apart than this, the smaller one of two is no more than the rounding of the larger.
    private const int Apart = 64;

    public static WideNumber One => new(1, 0);

    public bool IsZero => Mantissa == 0;

    public WideNumber Wide => this;

    /// <summary>The nearest double, infinite or 0 beyond its range.</summary>
    public double Value => PowersOfTwo.Times(Mantissa, Exponent);

    /// <summary>ln |value|: the mantissa's, near 1, does not cancel against the exponent's.</summary>
    public double LogSize
    {
        get
        {
            double size = Math.Abs(Mantissa);
            (double near, int rest) = size > Math.Sqrt(2) ? (size / 2, Exponent + 1) : (size, Exponent);
            return Math.Log(near) + rest * Math.Log(2);
        }
    }

    public static WideNumber Of(double value, int exponent = 0)
    {
        if (value == 0 || !double.IsFinite(value))
            return new(value, 0);
        int own = Math.ILogB(value);
        return new(PowersOfTwo.Times(value, -own), exponent + own);
    }

    public static WideNumber operator +(WideNumber a, WideNumber b)
    {
        if (b.IsLargerThan(a))
            (a, b) = (b, a);
        return b.IsZero || a.Exponent - b.Exponent > Apart ? a : Of(a.Mantissa + PowersOfTwo.Times(b.Mantissa, b.Exponent - a.Exponent), a.Exponent);
    }

    public static WideNumber operator -(WideNumber a, WideNumber b) => a + b with { Mantissa = -b.Mantissa };

    public static WideNumber operator *(WideNumber a, WideNumber b) => Of(a.Mantissa * b.Mantissa, a.Exponent + b.Exponent);

    public static WideNumber operator /(WideNumber a, WideNumber b) => Of(a.Mantissa / b.Mantissa, a.Exponent - b.Exponent);

    public WideNumber Times(double factor, int exponent = 0) => this * Of(factor, exponent);

    public bool IsLargerThan(WideNumber other) => other.IsZero ? !IsZero
        : !IsZero && (Exponent > other.Exponent || (Exponent == other.Exponent && Math.Abs(Mantissa) > Math.Abs(other.Mantissa)));
}
