using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// Powers in registers of any width: |x|ʸ = e^(y ln |x|), the logarithm with some ten digits (binary) more than the type has,
/// because y may multiply its error by as much; then the sign, and the exceptions of IEEE 754.
/// </summary>
internal static class PowerLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Pow(L x, L y)
    {
        L magnitude = L.Abs(x);
        L power = typeof(T) == typeof(float) ? L.Widened(new WidePower(), magnitude, y) : OfMagnitude(magnitude, y);
        // 1 to any power and anything to the power of 0 are 1, also NaN.
        power = L.Select(L.EqualTo(magnitude, 1) | L.EqualTo(y, 0), 1, power);
        // A negative number to a whole power keeps its sign where that is odd, and has no other real power.
        L half = y * 0.5;
        Mask<L> whole = L.EqualTo(L.Round(y), y), even = L.EqualTo(L.Round(half), half);
        power = L.Select((x < 0) & (x > double.NegativeInfinity) & !whole, double.NaN, power);
        return L.Select(whole & !even, L.WithSign(power, x), power);
    }

    /// <summary>In double precision, with the logarithm in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L OfMagnitude(L x, L y)
    {
        L log = Log(x, out L low), product = y * log;
        return ExponentialLanes<L, T>.Exp(product, L.MultiplyAdd(y, low, L.FusedMultiplyAdd(y, log, -product)));
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

    /// <summary>In single precision, by way of 2^(y log₂ x) in double.</summary>
    private readonly struct WidePower : IWideFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public D At<D>(D x, D y) where D : struct, ILanes<D, double>, IReal<D>
        {
            D m = D.Split(x, out D n), s = (m - 1) / (m + 1), z = s * s;
            D sum = PolynomialLanes<D, double>.At(z,
                2.8853900817774334, 0.9617966948139426, 0.577077758037151, 0.41222599226604034, 0.3192905008412645,
                0.29077378585903607);

            // Far outside the range of single precision, within that of double.
            D exponent = D.AtMost(D.AtLeast(y * D.MultiplyAdd(sum, s, n), -200), 200), whole = D.Round(exponent), r = exponent - whole;
            D power = PolynomialLanes<D, double>.At(r,
                0.6931472067028326, 0.24022650922288757, 0.05550327226670302, 0.009618056678524637, 0.0013400428177615838,
                0.0001546144469856913);
            return D.Scale(D.MultiplyAdd(power, r, 1), whole);
        }
    }
}
