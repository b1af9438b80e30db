using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The running sums of A, from either end.</summary>
internal readonly struct RunningSumLine(bool fromEnd) : ILineRule, ILineStep
{
    // After so many registers the sums begin anew, and what is before them is added last: errors do not grow with the length.
    private const int Block = 32;

    public static bool WritesEnds => false;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection => block.Each(this);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        // Whole registers begin at the end that the sums begin at.
        nint count = D.IsAlong ? line.Length / L.Count : line.Length, rest = D.IsAlong ? line.Length & L.Count - 1 : 0;
        nint aStep = at.A.Step, step = at.Target.Step, first = fromEnd ? rest : 0, last = fromEnd ? count - 1 : 0;
        ref T a = ref Unsafe.Add(ref at.A.At(first), last * aStep);
        ref T target = ref Unsafe.Add(ref at.Target.At(first), last * step);
        if (fromEnd)
            (aStep, step) = (-aStep, -step);
        Sides<L, T> sides = new(fromEnd);
        L before = 0, lost = 0, within = 0;
        while (count > 0)
        {
            nint stop = Math.Max(0, count - Block);
            for (; count > stop; count--)
            {
                L total = L.Load(ref a, 0), sums = D.IsAlong ? sides.Sums(ref total) : total;
                L.Store(before + (within + sums), ref target, 0);
                within += total;
                a = ref Unsafe.Add(ref a, aStep);
                target = ref Unsafe.Add(ref target, step);
            }

            before = Plus(before, within, ref lost);
            within = 0;
        }

        // What is left comes one by one.
        for (; rest > 0; rest--)
        {
            nint place = fromEnd ? rest - 1 : line.Length - rest;
            within += Line<L, T, Along>.Read(ref at.A.At(place));
            at.Target.At(place) = L.First(before + within);
        }
    }

    /// <summary>a + b, with what the rounded sums before lost; keeps what this one loses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Plus<L>(L a, L b, ref L lost) where L : struct, IReal<L>
    {
        b += lost;
        L sum = a + b, part = sum - a, error = (a - (sum - part)) + (b - part);
        lost = L.Select(L.EqualTo(error, error), error, 0);
        return sum;
    }

    /// <summary>Which lanes take what the lanes on the other side of a pair, of a pair of pairs, and so on, sum up to.</summary>
    private readonly struct Sides<L, T>(bool fromEnd) where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
    {
        private readonly Mask<L> one = Taking(1, fromEnd), two = Taking(2, fromEnd), four = Taking(4, fromEnd), eight = Taking(8, fromEnd);

        /// <summary>The running sums within a register, whose total then stands in every lane.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public L Sums(ref L total)
        {
            L sums = total;
            Meet(one, L.Swap(total, 1), ref sums, ref total);
            if (L.Count >= 4)
                Meet(two, L.Swap(total, 2), ref sums, ref total);
            if (L.Count >= 8)
                Meet(four, L.Swap(total, 4), ref sums, ref total);
            if (L.Count >= 16)
                Meet(eight, L.Swap(total, 8), ref sums, ref total);
            return sums;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Meet(Mask<L> takes, L other, ref L sums, ref L total)
        {
            sums += L.Select(takes, other, 0);
            total += other;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Mask<L> Taking(int distance, bool fromEnd)
        {
            L halves = LaneNumbers.Of<L, T>() * (0.5 / distance), side = halves - L.Floor(halves);
            return fromEnd ? side < 0.5 : side >= 0.5;
        }
    }
}
