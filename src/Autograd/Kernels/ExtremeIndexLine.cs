using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Which of two numbers comes first; NaN comes before all others.</summary>
internal interface IOrder
{
    Mask<L> Beats<L>(L a, L b) where L : struct, IReal<L>;
}

internal readonly struct LargestFirst : IOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mask<L> Beats<L>(L a, L b) where L : struct, IReal<L> => a > b;
}

internal readonly struct SmallestFirst : IOrder
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Mask<L> Beats<L>(L a, L b) where L : struct, IReal<L> => a < b;
}

/// <summary>The place P along A of the element that beats all others: the first of several, or the first NaN.</summary>
internal readonly struct ExtremeIndexLine<O>(O order) : ILineRule, ILineStep where O : struct, IOrder
{
    public static bool WritesEnds => true;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection => block.Each(this);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        L place = D.IsAlong ? LaneNumbers.Of<L, T>() : 0, step = D.IsAlong ? L.Count : 1;
        L best = L.Load(ref at.A.First, 0), bestPlace = place;
        ref T x = ref at.A.First;
        for (nint count = D.IsAlong ? line.Length / L.Count : line.Length; count > 1; count--)
        {
            x = ref Unsafe.Add(ref x, at.A.Step);
            place += step;
            Take(L.Load(ref x, 0), place, ref best, ref bestPlace);
        }

        if (D.IsAlong)
        {
            // The last register overlaps the one before it: what comes again takes no place from itself.
            nint last = line.Length - L.Count;
            Take(L.Load(ref at.A.At(last), 0), LaneNumbers.Of<L, T>() + (double)last, ref best, ref bestPlace);
            bestPlace = Foremost<L, T>(best, bestPlace);
        }

        Line<L, T, D>.Write(bestPlace, ref at.P);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take<L>(L value, L place, ref L best, ref L bestPlace) where L : struct, IReal<L>
    {
        Mask<L> takes = order.Beats(value, best) | (!L.EqualTo(value, value) & L.EqualTo(best, best));
        best = L.Select(takes, value, best);
        bestPlace = L.Select(takes, place, bestPlace);
    }

    /// <summary>The place of the best lane, in every lane: lanes meet in pairs, and the better one wins, or of equals the one in front.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private L Foremost<L, T>(L best, L place) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        if (L.Count >= 16)
            Meet(L.Swap(best, 8), L.Swap(place, 8), ref best, ref place);
        if (L.Count >= 8)
            Meet(L.Swap(best, 4), L.Swap(place, 4), ref best, ref place);
        if (L.Count >= 4)
            Meet(L.Swap(best, 2), L.Swap(place, 2), ref best, ref place);
        Meet(L.Swap(best, 1), L.Swap(place, 1), ref best, ref place);
        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Meet<L>(L other, L otherPlace, ref L best, ref L place) where L : struct, IReal<L>
    {
        Mask<L> isNone = !L.EqualTo(best, best), otherIsNone = !L.EqualTo(other, other);
        Mask<L> takes = order.Beats(other, best) | (otherIsNone & !isNone)
            | ((L.EqualTo(other, best) | (otherIsNone & isNone)) & (otherPlace < place));
        best = L.Select(takes, other, best);
        place = L.Select(takes, otherPlace, place);
    }
}
