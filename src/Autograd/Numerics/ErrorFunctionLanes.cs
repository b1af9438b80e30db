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
        L index = L.MultiplyAdd(magnitude, 1 / Step, Shifter), d = L.MultiplyAdd(index - Shifter, -Step, magnitude), square = d * d;
        ref readonly T table = ref ErrorFunctionTables<T>.Erf;
        L sum = PiecewiseLanes<L, T>.Pair(in table, 5, index, d);
        if (typeof(T) == typeof(double))
        {
            sum = L.MultiplyAdd(PiecewiseLanes<L, T>.Pair(in table, 11, index, d), square, PiecewiseLanes<L, T>.Pair(in table, 9, index, d));
            sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 7, index, d));
            sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 5, index, d));
        }

        sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 3, index, d));
        sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 1, index, d));
        return L.WithSign(L.MultiplyAdd(d, 1.125, sum * d) + L.Lookup(in table, 0, index), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Erfc(L x)
    {
        L magnitude = L.AtMost(L.Abs(x), Far), n = Exponential(magnitude, magnitude, out L r, out L grown);
        L middle = L.Middle(magnitude + Offset, out L index) - Offset;
        L tail = L.Scale(Tail(magnitude - middle, index, r, grown), n), rest = 2 - tail;
        return L.Select(x < 0, rest, tail);
    }

    /// <summary>Φ(−|x|) = ½ erfc(|x|/√2), and φ(x) from the same exponential; and |x|, or where both are 0 already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L NormalTail(L x, out L magnitude, out L density)
    {
        magnitude = L.AtMost(L.Abs(x), Far * 1.42);
        L n = Exponential(0.5 * magnitude, magnitude, out L r, out L grown), scale = 1 / Math.Sqrt(2 * Math.PI);
        density = L.Scale(L.MultiplyAdd(scale, r + grown, scale), n);
        L minusMiddle = Offset - L.Middle(L.MultiplyAdd(magnitude, RootHalf, Offset), out L index);
        L d = L.MultiplyAdd(magnitude, RootHalfRest, L.MultiplyAdd(magnitude, RootHalf, minusMiddle));
        return L.Scale(Tail(d, index, r, grown), n - 1);
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
        L excess = L.MultiplyAdd(n, LogarithmLanes<L, T>.Ln2Low, ProductLanes<L, T>.Plus(a, b, product));
        r = exact - excess;
        grown = L.MultiplyAdd(r * r, ExponentialLanes<L, T>.Curve(r), exact - r - excess);
        return n;
    }

    /// <summary>(1 + r + grown) · exp(a²) erfc(a) at a distance d from the middle of a piece.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Tail(L d, L index, L r, L grown)
    {
        ref readonly T table = ref ErrorFunctionTables<T>.Tail;
        L square = d * d, sum = L.Lookup(in table, 8, index);
        if (typeof(T) == typeof(double))
        {
            sum = L.MultiplyAdd(PiecewiseLanes<L, T>.Pair(in table, 14, index, d), square, PiecewiseLanes<L, T>.Pair(in table, 12, index, d));
            sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 10, index, d));
            sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 8, index, d));
        }

        sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 6, index, d));
        sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 4, index, d));
        sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 2, index, d));
        L constant = L.Lookup(in table, 0, index), rest = L.MultiplyAdd(sum, d, L.Lookup(in table, 1, index)), scaled = constant + rest;
        return constant + L.MultiplyAdd(scaled, r, L.MultiplyAdd(scaled, grown, rest));
    }
}
