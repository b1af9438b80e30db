using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>What products lose in rounding, in registers of any width.</summary>
internal static class ProductLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    /// <summary>a·b + c where c is about −a·b: nearly all of it cancels, and what is left is exact or nearly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Plus(L a, L b, L c)
    {
        if (Processor.FusesMultiplyAdd)
            return L.MultiplyAdd(a, b, c);
        // By halves of the digits.
        L aHigh = Leading(a), bHigh = Leading(b), aLow = a - aHigh, bLow = b - bHigh;
        return aHigh * bHigh + c + aHigh * bLow + aLow * bHigh + aLow * bLow;
    }

    private static L Leading(L x)
    {
        L large = x * (typeof(T) == typeof(float) ? 4097 : 134217729);
        return large - (large - x);
    }
}
