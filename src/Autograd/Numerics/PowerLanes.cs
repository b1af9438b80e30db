using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// Powers in registers of any width: |x|ʸ = e^(y ln |x|), the logarithm with some ten bits more than the type has, because y
/// multiplies its error: in double precision in two parts, in single by way of double. Then the sign, and what IEEE 754 says.
/// </summary>
internal static class PowerLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Pow(L x, L y)
    {
        L magnitude = L.Abs(x), power = OfMagnitude(magnitude, y, new BinaryExponent());
        // 1 to any power and anything to the power of 0 are 1, also NaN.
        power = L.Select(L.EqualTo(magnitude, 1) | L.EqualTo(y, 0), 1, power);
        // A negative number to a whole power keeps its sign where that is odd, and has no other real power.
        L half = y * 0.5;
        Mask<L> whole = L.EqualTo(L.Round(y), y), even = L.EqualTo(L.Round(half), half);
        power = L.Select((x < 0) & (x > double.NegativeInfinity) & !whole, double.NaN, power);
        return L.Select(whole & !even, L.WithSign(power, x), power);
    }

    /// <summary>A constant power, the same but that what depends on y alone is decided once, and y keeps its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Pow(L x, double y)
    {
        if (y == 0)
            return 1;
        bool whole = Math.Floor(y) == y, odd = whole && Math.Floor(y * 0.5) != y * 0.5;
        // A negative number has no logarithm, as it has no power that is not whole; but −∞ has them all.
        L magnitude = whole ? L.Abs(x) : L.Select(L.EqualTo(x, double.NegativeInfinity), double.PositiveInfinity, x);
        L power = OfMagnitude(magnitude, y, new ConstantBinaryExponent(y));
        if (!double.IsFinite(y))
            power = L.Select(L.EqualTo(magnitude, 1), 1, power);
        return odd ? L.WithSign(power, x) : power;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L OfMagnitude<F>(L x, L y, F exponent) where F : struct, IWideFunction
    {
        if (typeof(T) == typeof(float))
        {
            L n = L.Widened(exponent, x, y, out L r);
            return ExponentialLanes<L, T>.Exp(n, r * Math.Log(2));
        }

        L log = Log(x, out L low), product = y * log;
        return ExponentialLanes<L, T>.ExpOfSum(product, L.MultiplyAdd(y, low, L.FusedMultiplyAdd(y, log, -product)));
    }

    /// <summary>
    /// ln x = n ln 2 + 2s(1 + z/3 + z²/5 + …) with s = (m − 1)/(m + 1) and z = s², in two parts up to where the terms have
    /// become so small that one is enough.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Log(L x, out L low)
    {
        const double third = 1.0 / 3, thirdLow = 1.850371707708594e-17;
        L m = L.Split(x, out L n), f = m - 1;
        L u = m + 1, uLow = m - (u - 1), inverse = 1 / u;
        L s = f * inverse, sLow = L.MultiplyAdd(-s, uLow, L.FusedMultiplyAdd(-s, u, f)) * inverse;
        L z = s * s, zLow = L.MultiplyAdd(s + s, sLow, L.FusedMultiplyAdd(s, s, -z));

        L sum = PolynomialLanes<L, T>.At(z,
            0.2, 0.14285714285714243, 0.11111111111138867, 0.09090909083801481, 0.07692308602792254, 0.06666601281824074,
            0.05885101921651736, 0.05196238182054613, 0.056262093155066334);

        L rest = L.MultiplyAdd(sum, z, thirdLow), g = third + rest, gLow = (third - g) + rest;
        L w = z * g, wLow = L.MultiplyAdd(z, gLow, L.MultiplyAdd(zLow, g, L.FusedMultiplyAdd(z, g, -w)));
        L t = s * w, tLow = L.MultiplyAdd(s, wLow, L.MultiplyAdd(sLow, w, L.FusedMultiplyAdd(s, w, -t)));
        L half = s + t, halfLow = ((s - half) + t) + (tLow + sLow);
        L high = n * LogarithmLanes<L, T>.Ln2High, twice = half + half, log = high + twice;
        low = ((high - log) + twice) + L.MultiplyAdd(n, LogarithmLanes<L, T>.Ln2Low, halfLow + halfLow);
        return log;
    }

    /// <summary>For single precision, in double: y log₂ x as a whole number and the rest, which double precision need not see.</summary>
    private readonly struct BinaryExponent : IWideFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public D At<D>(D x, D y, out D rest) where D : struct, ILanes<D, double>, IReal<D>
        {
            D m = D.Split(x, out D n), s = (m - 1) / (m + 1);
            D sum = PolynomialLanes<D, double>.At(s * s,
                2.8853900817774334, 0.9617966948139426, 0.577077758037151, 0.41222599226604034, 0.3192905008412645,
                0.29077378585903607);
            // The bounds are far outside the range of single precision.
            D exponent = D.AtMost(D.AtLeast(y * D.MultiplyAdd(sum, s, n), -200), 200), whole = D.Round(exponent);
            rest = exponent - whole;
            return whole;
        }
    }

    private readonly struct ConstantBinaryExponent(double y) : IWideFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public D At<D>(D x, D unused, out D rest) where D : struct, ILanes<D, double>, IReal<D> => new BinaryExponent().At(x, y, out rest);
    }
}
