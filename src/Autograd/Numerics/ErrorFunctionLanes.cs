using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The error function and the normal distribution in registers of any width: erf by a polynomial on each of sixteen pieces,
/// and its tail as exp(−x²) times a slowly varying function that is piecewise polynomial too. The exponential is taken of the
/// exact square: rounded, it would cost x² units in the last place.
/// </summary>
internal static class ErrorFunctionLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Erf(L x)
    {
        L magnitude = L.AtMost(L.Abs(x), 15 * Step);
        L index = L.MultiplyAdd(magnitude, 1 / Step, Shifter), d = L.MultiplyAdd(index - Shifter, -Step, magnitude), sum;
        ref readonly T table = ref ErrorFunctionTables<T>.Erf;
        if (typeof(T) == typeof(float))
        {
            sum = L.Lookup(in table, 6, index);
        }
        else
        {
            sum = L.Lookup(in table, 12, index);
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 11, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 10, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 9, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 8, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 7, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 6, index));
        }

        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 5, index));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 4, index));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 3, index));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 2, index));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 1, index));
        return L.WithSign(L.MultiplyAdd(d, 1.125, sum * d) + L.Lookup(in table, 0, index), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Erfc(L x)
    {
        L magnitude = L.AtMost(L.Abs(x), Far), n = Exponential(magnitude, magnitude, out L r, out L grown);
        L start = L.Quarter(magnitude + Offset, out L index) - Offset;
        L tail = L.Scale(Tail(magnitude - start, index, r, grown), n), rest = 2 - tail;
        return L.Select(x < 0, rest, tail);
    }

    /// <summary>Φ(x) = ½ erfc(−x/√2), and φ(x) from the same exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L NormalDistribution(L x, out L density)
    {
        L magnitude = L.AtMost(L.Abs(x), Far * 1.42), n = Exponential(0.5 * magnitude, magnitude, out L r, out L grown);
        L start = Offset - L.Quarter(L.MultiplyAdd(magnitude, RootHalf, Offset), out L index);
        L d = L.MultiplyAdd(magnitude, RootHalfRest, L.MultiplyAdd(magnitude, RootHalf, start)), scale = 1 / Math.Sqrt(2 * Math.PI);
        L tail = L.Scale(Tail(d, index, r, grown), n - 1), rest = 1 - tail;
        density = L.Scale(L.MultiplyAdd(scale, r + grown, scale), n);
        return L.Select(x < 0, tail, rest);
    }

    /// <summary>The distance of the pieces' middles: few digits, so that multiples are exact.</summary>
    private static double Step
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (typeof(T) == typeof(float) ? 67 : 101) / 256.0;
    }

    // A number added to it is rounded to a whole one, which the last bits of the sum then are.
    private static double Shifter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 12582912 : 6755399441055744;
    }

    // erfc is 0 from here.
    private static double Far
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 10.5 : 27.5;
    }

    private static double Offset
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 1 : 2;
    }

    private const double RootHalf = 0.70710678118654757;

    // √½ less what it is rounded to.
    private static double RootHalfRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 1.2101617485882343e-08 : -4.833646656726457e-17;
    }

    /// <summary>exp(−a b) = 2ⁿ (1 + r + grown), of the exact product.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Exponential(L a, L b, out L r, out L grown)
    {
        L minus = -b, product = a * minus;
        L shifted = L.MultiplyAdd(a * (1 / Math.Log(2)), minus, Shifter), n = shifted - Shifter;
        L exact = L.MultiplyAdd(n, -LogarithmLanes<L, T>.Ln2High, product);
        L excess = L.MultiplyAdd(n, LogarithmLanes<L, T>.Ln2Low, Excess(a, b, product));
        r = exact - excess;
        grown = L.MultiplyAdd(r * r, ExponentialLanes<L, T>.Curve(r), exact - r - excess);
        return n;
    }

    /// <summary>a·b less what it is rounded to, which is given negated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Excess(L a, L b, L minusProduct)
    {
        if (Processor.FusesMultiplyAdd)
            return L.MultiplyAdd(a, b, minusProduct);
        // By halves of the digits.
        L aHigh = Leading(a), bHigh = Leading(b), aLow = a - aHigh, bLow = b - bHigh;
        return aHigh * bHigh + minusProduct + aHigh * bLow + aLow * bHigh + aLow * bLow;

        static L Leading(L x)
        {
            L large = x * (typeof(T) == typeof(float) ? 4097 : 134217729);
            return large - (large - x);
        }
    }

    /// <summary>(1 + r + grown) · exp(a²) erfc(a) at a distance d from the start of a piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Tail(L d, L index, L r, L grown)
    {
        L sum;
        ref readonly T table = ref ErrorFunctionTables<T>.Tail;
        if (typeof(T) == typeof(float))
        {
            sum = L.Lookup(in table, 8, index);
        }
        else
        {
            sum = L.Lookup(in table, 15, index);
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 14, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 13, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 12, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 11, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 10, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 9, index));
            sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 8, index));
        }

        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 7, index));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 6, index));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 5, index));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 4, index));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 3, index));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 2, index));
        L constant = L.Lookup(in table, 0, index), rest = L.MultiplyAdd(sum, d, L.Lookup(in table, 1, index));
        L scaled = constant + rest;
        return constant + L.MultiplyAdd(scaled, grown, L.MultiplyAdd(scaled, r, rest));
    }
}
