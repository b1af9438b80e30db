using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// x Φ(x) and its slope Φ(x) + x φ(x) in registers of any width, from Φ(−|x|) = ½ erfc(|x|/√2), so that both are relatively
/// accurate below 0. Single precision has piecewise polynomials for arguments of ordinary size and takes the exponential
/// seldom.
/// </summary>
internal static class GeluLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    // The distance of the pieces' middles, with few digits, and nearly the end of the last piece: from there Φ(−a) does not
    // count beside 1.
    private const double Step = 103 / 256.0;
    private const double End = 15.49 * Step;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Value(L x)
    {
        if (typeof(T) == typeof(double))
            return Far(x);
        L magnitude = L.AtMost(L.Abs(x), End), tail = Piecewise(in GeluTables<T>.Value, magnitude);
        L value = L.MultiplyAdd(magnitude, tail, L.AtLeast(x, -0.0));
        return L.AnyGreater(-End, x) ? L.Select(x < -End, FarCalled(x), value) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Slope(L x)
    {
        if (typeof(T) == typeof(double))
            return FarSlope(x);
        L rest = Piecewise(in GeluTables<T>.Slope, L.AtMost(L.Abs(x), End)), above = 1 - rest;
        L slope = L.Select(x < 0, rest, above);
        return L.AnyGreater(-End, x) ? L.Select(x < -End, FarSlopeCalled(x), slope) : slope;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Piecewise(ref readonly T table, L magnitude)
    {
        // A number added to the shifter is rounded to a whole one, which the last bits of the sum then are.
        const double shifter = 12582912;
        L index = L.MultiplyAdd(magnitude, 1 / Step, shifter), d = L.MultiplyAdd(index - shifter, -Step, magnitude), square = d * d;
        L sum = L.MultiplyAdd(L.Lookup(in table, 8, index), square, PiecewiseLanes<L, T>.Pair(in table, 6, index, d));
        sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 4, index, d));
        sum = L.MultiplyAdd(sum, square, PiecewiseLanes<L, T>.Pair(in table, 2, index, d));
        sum = L.MultiplyAdd(sum, d, L.Lookup(in table, 1, index));
        return L.MultiplyAdd(sum, d, L.Lookup(in table, 0, index));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Far(L x)
    {
        L tail = ErrorFunctionLanes<L, T>.NormalTail(x, out L magnitude, out _), rest = magnitude * tail, above = x - rest;
        return L.Select(x < 0, -rest, above);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L FarSlope(L x)
    {
        L tail = ErrorFunctionLanes<L, T>.NormalTail(x, out L magnitude, out L density), rest = L.MultiplyAdd(-magnitude, density, tail), above = 1 - rest;
        return L.Select(x < 0, rest, above);
    }

    // Out of the loops, and optimised at once as these are.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static L FarCalled(L x) => Far(x);

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static L FarSlopeCalled(L x) => FarSlope(x);
}
