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
internal readonly struct ExtremeIndexLine<O>(O order) : ILineRule where O : struct, IOrder
{
    public static bool WritesEnds => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L Begin<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection => default;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Finish<L, T, D>(L begun, Line<L, T, D> line, scoped in Cells<T> at)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        L place = D.IsAlong ? Numbers<L, T>() : 0, step = D.IsAlong ? L.Count : 1;
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
            Take(L.Load(ref at.A.At(last), 0), Numbers<L, T>() + (double)last, ref best, ref bestPlace);
            if (L.Count >= 16)
                Meet<L, T>(8, ref best, ref bestPlace);
            if (L.Count >= 8)
                Meet<L, T>(4, ref best, ref bestPlace);
            if (L.Count >= 4)
                Meet<L, T>(2, ref best, ref bestPlace);
            Meet<L, T>(1, ref best, ref bestPlace);
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

    /// <summary>Lets lanes meet in pairs: the better one wins, or of equals the one in front.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private void Meet<L, T>(int distance, ref L best, ref L bestPlace) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        L other = best, otherPlace = bestPlace;
        (other, otherPlace) = distance switch
        {
            8 => (L.Swap(best, 8), L.Swap(bestPlace, 8)),
            4 => (L.Swap(best, 4), L.Swap(bestPlace, 4)),
            2 => (L.Swap(best, 2), L.Swap(bestPlace, 2)),
            _ => (L.Swap(best, 1), L.Swap(bestPlace, 1)),
        };
        Mask<L> isNone = !L.EqualTo(best, best), otherIsNone = !L.EqualTo(other, other);
        Mask<L> takes = order.Beats(other, best) | (otherIsNone & !isNone)
            | ((L.EqualTo(other, best) | (otherIsNone & isNone)) & (otherPlace < bestPlace));
        best = L.Select(takes, other, best);
        bestPlace = L.Select(takes, otherPlace, bestPlace);
    }

    /// <summary>The lanes' numbers.</summary>
    private static L Numbers<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        Unsafe.SkipInit(out Register numbers);
        ref T first = ref Unsafe.As<Register, T>(ref numbers);
        for (int lane = 0; lane < L.Count; lane++)
            Unsafe.Add(ref first, lane) = L.First(lane);
        return L.Load(ref first, 0);
    }
}
