using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Hyperbolic functions in registers of any width.</summary>
internal static class HyperbolicLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    // Just above the largest number whose hyperbolic cosine is finite.
    private static double Highest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 89.6 : 710.6;
    }

    // Where tanh is 1 to the last digit.
    private static double Saturated
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 10 : 20;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Sinh(L x)
    {
        L n = Reduce(x, out L r, out L low), up = L.Scale(0.25, n), down = L.Scale(0.25, -n);
        L half = Combine(up, -down, r, low);
        return L.Select(L.Abs(x) < ExponentialLanes<L, T>.Tiny, x, L.WithSign(half + half, x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Cosh(L x)
    {
        L n = Reduce(x, out L r, out L low), up = L.Scale(0.25, n), down = L.Scale(0.25, -n);
        L half = Combine(up, down, r, low);
        return half + half;
    }

    /// <summary>t / (t + 2) with t = e^(2|x|) − 1, and the sign of x. What the roundings of t and t + 2 lose is carried along.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Tanh(L x)
    {
        L magnitude = L.AtMost(L.Abs(x), Saturated), most = ExponentialLanes<L, T>.LessOne(magnitude + magnitude, 1, out L rest);
        L t = most + rest, tLow = (most - t) + rest;
        L divisor = t + 2, divisorLow = t - (divisor - 2) + tLow, inverse = 1 / divisor, quotient = t * inverse;
        L remainder = L.MultiplyAdd(-quotient, divisor, t) + L.MultiplyAdd(-quotient, divisorLow, tLow);
        return L.WithSign(L.MultiplyAdd(remainder, inverse, quotient), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Reduce(L x, out L r, out L low) => ExponentialLanes<L, T>.Reduce(L.AtMost(L.Abs(x), Highest), out r, out low);

    /// <summary>
    /// up eʳ + down e⁻ʳ as (up + down) cosh r + (up − down) sinh r. With |x| = n ln 2 + r this is half of cosh |x| for up and
    /// down = 2ⁿ⁻² and 2⁻ⁿ⁻², half of sinh |x| for 2ⁿ⁻² and −2⁻ⁿ⁻²: no division, and no difference of nearly equal terms.
    /// Half, because 2ⁿ⁻¹ may be too large.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Combine(L up, L down, L r, L low)
    {
        L a = up + down, aLow = (up - a) + down, b = up - down;
        L z = r * r, even, odd;
        if (typeof(T) == typeof(float))
        {
            even = PolynomialLanes<L, T>.At(z, 0.5000000013498178, 0.04166646460202654, 0.0013933685862617174);
            odd = PolynomialLanes<L, T>.At(z, 0.16666666681659179, 0.008333310889582076, 0.00019891030654370327);
        }
        else
        {
            even = PolynomialLanes<L, T>.At(z,
                0.5, 0.04166666666666668, 0.0013888888888879043, 2.4801587336526005e-05, 2.755726318947621e-07,
                2.0918170876658783e-09);
            odd = PolynomialLanes<L, T>.At(z,
                0.16666666666666669, 0.008333333333330051, 0.00019841269863105968, 2.7557268378684192e-06,
                2.5100424157005067e-08);
        }

        L rest = L.MultiplyAdd(a * even, z, L.MultiplyAdd(b, L.MultiplyAdd(odd * z, r, low), aLow));
        return L.MultiplyAdd(b, r, a) + rest;
    }
}
