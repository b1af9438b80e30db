using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The inverses of the hyperbolic functions (areas, hence their names) in registers of any width: the logarithm of a sum
/// that is carried in two parts, since the logarithm near 1 shows what the first part lost.
/// </summary>
internal static class AreaLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    // Below this, three or four terms of the series about 0 are right to the last digit.
    private static double Small
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 0.05 : 0.01;
    }

    // Above this, x² ± 1 is x² to the last digit.
    private static double Large
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 1e6 : 1e12;
    }

    /// <summary>ln(|x| + √(x² + 1)), with the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Asinh(L x)
    {
        L magnitude = L.Abs(x), z = x * x;
        L squareLow = L.FusedMultiplyAdd(x, x, -z), radicand = LogarithmLanes<L, T>.Sum(1, z, out L lost);
        L area = LogOfRoot(magnitude, radicand, lost + squareLow);
        L series = L.MultiplyAdd(L.MultiplyAdd(L.MultiplyAdd(L.MultiplyAdd(z, 35.0 / 1152, -15.0 / 336), z, 3.0 / 40), z, -1.0 / 6) * z, magnitude, magnitude);
        return L.WithSign(L.Select(magnitude < Small, series, area), x);
    }

    /// <summary>ln(x + √(x² − 1)), with x² − 1 as (x − 1)(x + 1), whose first factor is exact where it is small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Acosh(L x)
    {
        L above = x - 1, sum = LogarithmLanes<L, T>.Sum(x, 1, out L sumLow), radicand = above * sum;
        L area = LogOfRoot(x, radicand, L.FusedMultiplyAdd(above, sum, -radicand) + above * sumLow);
        return L.Select(x < 1, double.NaN, area);
    }

    /// <summary>½ ln(1 + 2|x| / (1 − |x|)), with the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Atanh(L x)
    {
        L magnitude = L.Abs(x), twice = magnitude + magnitude, z = x * x;
        L rest = 1 - magnitude, restLow = (1 - rest) - magnitude, quotient = twice / rest;
        L quotientLow = (L.FusedMultiplyAdd(-quotient, rest, twice) - quotient * restLow) / rest;
        L u = LogarithmLanes<L, T>.Sum(1, quotient, out L lost);
        L area = 0.5 * LogarithmLanes<L, T>.LogOfSum(u, lost + quotientLow);
        L series = L.MultiplyAdd(L.MultiplyAdd(L.MultiplyAdd(L.MultiplyAdd(z, 1.0 / 9, 1.0 / 7), z, 1.0 / 5), z, 1.0 / 3) * z, magnitude, magnitude);
        return L.WithSign(L.Select(magnitude < Small, series, area), x);
    }

    /// <summary>ln(x + √(radicand + low)), or ln 2x where x is so large that its square may be infinite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L LogOfRoot(L x, L radicand, L low)
    {
        // √(q + e) = s + (q − s² + e) / 2s, where q − s² is exact.
        L root = L.Sqrt(radicand), rootLow = (L.FusedMultiplyAdd(-root, root, radicand) + low) * (0.5 / L.AtLeast(root, 1e-30));
        L u = LogarithmLanes<L, T>.Sum(x, root, out L lost), v = lost + rootLow;
        Mask<L> large = x > Large;
        return LogarithmLanes<L, T>.LogOfSum(L.Select(large, x, u), L.Select(large, 0, v)) + L.Select(large, Math.Log(2), 0);
    }
}
