using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The exponential family in registers of any width: x = n ln 2 + r with |r| ≤ ½ ln 2, eˣ = 2ⁿ eʳ, and eʳ by its Maclaurin
/// series, cut where the next term is below a tenth of a unit in the last place.
/// </summary>
internal static class ExponentialLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    // ln 2 in two parts: the first has so few digits that its product with any n is exact.
    private static double Ln2High
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 0.693359375 : 0.693147180369123816490;
    }

    private static double Ln2Low
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? -2.12194440054690583e-4 : 1.90821492927058770002e-10;
    }

    // Beyond these the result is ∞, or rounds to 0.
    private static double Highest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 89 : 710;
    }

    private static double Lowest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? -104 : -746;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Exp(L x)
    {
        x = L.Min(L.Max(x, Lowest), Highest);
        L n = Reduce(x, out L r);
        return L.Scale(L.MultiplyAdd(r, Tail(r), 1), n);
    }

    /// <summary>eˣ − 1 = 2ⁿ(eʳ − 1) + (2ⁿ − 1); far out the 1 does not count, and 2ⁿ alone might overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Expm1(L x)
    {
        L bounded = L.Min(L.Max(x, Lowest), Highest);
        L n = Reduce(bounded, out L r), power = L.Scale(1, n);
        L near = L.MultiplyAdd(power, r * Tail(r), power - 1);
        L result = L.Select(bounded > Highest - 8, L.Scale(L.MultiplyAdd(r, Tail(r), 1), n), near);
        return L.Select(L.EqualTo(x, 0), x, result);
    }

    /// <summary>t / (t + 2) with t = e^(2|x|) − 1, and the sign of x; 1 to the last digit from 20 on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Tanh(L x)
    {
        L t = Expm1(2 * L.Min(L.Abs(x), 20)), magnitude = t / (t + 2);
        return L.Select(L.EqualTo(x, 0), x, L.Select(x < 0, -magnitude, magnitude));
    }

    /// <summary>ln u + c / u with u = 1 + x rounded and c what the rounding lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Log1p(L x)
    {
        L u = 1 + x, lost = L.Select(x > 1, 1 - (u - x), x - (u - 1));
        L result = L.Log(u) + lost / u;
        return L.Select((L.Abs(x) < double.PositiveInfinity) & (x > -1) & !L.EqualTo(x, 0), result,
            L.Select(L.EqualTo(x, 0) | (x > 0), x, L.Log(u)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Reduce(L x, out L r)
    {
        L n = L.Round(x * (1 / Math.Log(2)));
        r = L.MultiplyAdd(n, -Ln2Low, L.MultiplyAdd(n, -Ln2High, x));
        return n;
    }

    /// <summary>(eʳ − 1) / r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Tail(L r)
    {
        L sum;
        if (typeof(T) == typeof(float))
        {
            sum = 1.0 / 5040;
        }
        else
        {
            sum = 1.0 / 6227020800;
            sum = L.MultiplyAdd(sum, r, 1.0 / 479001600);
            sum = L.MultiplyAdd(sum, r, 1.0 / 39916800);
            sum = L.MultiplyAdd(sum, r, 1.0 / 3628800);
            sum = L.MultiplyAdd(sum, r, 1.0 / 362880);
            sum = L.MultiplyAdd(sum, r, 1.0 / 40320);
            sum = L.MultiplyAdd(sum, r, 1.0 / 5040);
        }

        sum = L.MultiplyAdd(sum, r, 1.0 / 720);
        sum = L.MultiplyAdd(sum, r, 1.0 / 120);
        sum = L.MultiplyAdd(sum, r, 1.0 / 24);
        sum = L.MultiplyAdd(sum, r, 1.0 / 6);
        sum = L.MultiplyAdd(sum, r, 0.5);
        return L.MultiplyAdd(sum, r, 1);
    }
}
