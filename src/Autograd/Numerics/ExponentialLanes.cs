using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The exponential in registers of any width: x = n ln 2 + r with |r| ≤ ½ ln 2, eˣ = 2ⁿ eʳ, and eʳ from the polynomial that
/// comes nearest to (eʳ − 1 − r)/r² everywhere between these bounds.
/// </summary>
internal static class ExponentialLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
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
        L n = Reduce(Bounded(x), out L r, out _);
        return Exp(n, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Exp2(L x)
    {
        L bounded = L.AtMost(L.AtLeast(x, Lowest / Math.Log(2)), Highest / Math.Log(2)), n = L.Round(bounded);
        return Exp(n, (bounded - n) * Math.Log(2));
    }

    /// <summary>2ⁿ eʳ for whole n and |r| up to ½ ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Exp(L n, L r) => L.Scale(L.MultiplyAdd(L.MultiplyAdd(Curve(r), r, 1), r, 1), n);

    /// <summary>e^(x + correction), the correction so small that its square does not count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L ExpOfSum(L x, L correction)
    {
        L bounded = Bounded(x), n = Reduce(bounded, out L r, out _);
        return Exp(n, r + L.Select(L.EqualTo(bounded, x), correction, 0));
    }

    /// <summary>eˣ − 1 = 2(2ⁿ⁻¹(eʳ − 1) + (2ⁿ⁻¹ − ½)): 2ⁿ alone might overflow. What is tiny stays as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Expm1(L x)
    {
        L half = LessOne(Bounded(x), 0.5, out L rest) + rest;
        return L.Select(L.Abs(x) < Tiny, x, half + half);
    }

    /// <summary>
    /// unit · (eˣ − 1) for a power of two: the terms that matter most, and the rest. Of r, what its rounding lost counts too.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L LessOne(L x, double unit, out L rest)
    {
        L n = Reduce(x, out L r, out L low), power = L.Scale(unit, n);
        rest = power * L.MultiplyAdd(r * r, Curve(r), low);
        return L.MultiplyAdd(power, r, power - unit);
    }

    /// <summary>Below this, the odd functions of the family and eˣ − 1 are x to the last digit.</summary>
    public static double Tiny
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 1e-8 : 1e-17;
    }

    /// <summary>n and r of x = n ln 2 + r, and what r lost as it was rounded.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Reduce(L x, out L r, out L low)
    {
        L n = L.Round(x * (1 / Math.Log(2))), exact = L.MultiplyAdd(n, -LogarithmLanes<L, T>.Ln2High, x);
        r = L.MultiplyAdd(n, -LogarithmLanes<L, T>.Ln2Low, exact);
        low = L.MultiplyAdd(n, -LogarithmLanes<L, T>.Ln2Low, exact - r);
        return n;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Bounded(L x) => L.AtMost(L.AtLeast(x, Lowest), Highest);

    /// <summary>(eʳ − 1 − r) / r².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Curve(L r) => typeof(T) == typeof(float)
        ? PolynomialLanes<L, T>.At(r, 0.5, 0.16666576845993977, 0.04166655443768594, 0.008363202971575855, 0.0013926213466332444)
        : PolynomialLanes<L, T>.At(r,
            0.5, 0.16666666666666669, 0.04166666666662399, 0.008333333333330051, 0.0013888888917281794,
            0.00019841269863105968, 2.480152119021773e-05, 2.7557268378684192e-06, 2.7620138719733994e-07, 2.5100424157005067e-08);
}
