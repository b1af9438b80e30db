using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// Logarithms in registers of any width: x = m · 2ⁿ with ¾ ≤ m &lt; 1½, ln x = n ln 2 + ln m, and ln m = f + tail with
/// f = m − 1, which is exact. So beside 1, where the logarithm vanishes, nothing cancels.
/// </summary>
internal static class LogarithmLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    /// <summary>ln 2 but for <see cref="Ln2Low"/>, with so few digits that its product with any exponent is exact.</summary>
    public static double Ln2High
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 0.693145751953125 : 0.693147180559663;
    }

    public static double Ln2Low
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 1.4286068203094173e-06 : 2.8235290563031577e-13;
    }

    // log₁₀ 2, likewise.
    private static double Log2High
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 0.301025390625 : 0.30102999566383914;
    }

    private static double Log2Low
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 4.605038981195214e-06 : 1.42050232272661e-13;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Log(L x)
    {
        L f = L.Split(x, out L n) - 1;
        return Natural(n, f);
    }

    /// <summary>ln(u + v) with u = 1 + x rounded and v what the rounding lost; the sign of x, also of a zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Log1p(L x)
    {
        L u = Sum(1, x, out L v);
        return L.WithSign(LogOfSum(u, v), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Log2(L x)
    {
        L f = L.Split(x, out L n) - 1;
        L log = Scaled(f, 1 / Math.Log(2), typeof(T) == typeof(float) ? 1.9259629911266175e-08 : 2.0355273740931033e-17, out L low);
        L sum = n + log;
        return sum + L.Select(L.Abs(n) < double.PositiveInfinity, (n - sum) + log + low, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Log10(L x)
    {
        L f = L.Split(x, out L n) - 1, high = n * Log2High;
        L log = Scaled(f, 1 / Math.Log(10), typeof(T) == typeof(float) ? -1.0103050052231683e-08 : 1.098319650216765e-17, out L low);
        L sum = high + log;
        return sum + L.Select(L.Abs(n) < double.PositiveInfinity, (high - sum) + log + L.MultiplyAdd(n, Log2Low, low), 0);
    }

    /// <summary>ln(u + v) for a v that is small beside u; v is not read where u is infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L LogOfSum(L u, L v)
    {
        L f = L.Split(u, out L n) - 1;
        return Natural(n, f + L.Scale(L.Select(u < double.PositiveInfinity, v, 0), L.AtMost(-n, 64)));
    }

    /// <summary>a + b rounded, and what the rounding lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Sum(L a, L b, out L lost)
    {
        L sum = a + b, added = sum - a;
        lost = (a - (sum - added)) + (b - added);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Natural(L n, L f) => L.MultiplyAdd(n, Ln2High, f + L.MultiplyAdd(n, Ln2Low, Tail(f)));

    /// <summary>ln(1 + f) times a constant given in two parts, itself in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Scaled(L f, double factor, double factorLow, out L low)
    {
        L tail = Tail(f), log = f + tail, product = log * factor;
        low = L.MultiplyAdd((f - log) + tail, factor, L.MultiplyAdd(log, factorLow, L.FusedMultiplyAdd(log, factor, -product)));
        return product;
    }

    /// <summary>
    /// ln(1 + f) − f for −¼ ≤ f &lt; ½. In double precision, a polynomial in f would be long; one in s² with
    /// s = f / (2 + f) is not, since ln(1 + f) = 2 artanh s, and f − f²/2 stands for 2s so that s need not be exact.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Tail(L f)
    {
        if (typeof(T) == typeof(float))
        {
            return f * f * PolynomialLanes<L, T>.At(f,
                -0.4999999979624426, 0.33333395448384995, -0.25000153882264686, 0.1999359250754254, -0.16647644092244285,
                0.14438456749865944, -0.13122876906238734, 0.10625629206036313, -0.04738242484408123);
        }

        L s = f / (f + 2), z = s * s, halfSquare = f * f * 0.5;
        L sum = PolynomialLanes<L, T>.At(z,
            0.6666666666666666, 0.40000000000007807, 0.28571428567336676, 0.2222222303822691, 0.18181738421712204,
            0.15388835999460426, 0.1321033443219967, 0.13604216246696962);
        return L.MultiplyAdd(s, L.MultiplyAdd(sum, z, halfSquare), -halfSquare);
    }
}
