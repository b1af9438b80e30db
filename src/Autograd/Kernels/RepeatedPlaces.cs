using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd;

/// <summary>
/// The terms that go to each place of a table, where some place takes so many that adding one after the other would lose digits:
/// they are added in pairs instead.
/// </summary>
internal sealed class RepeatedPlaces
{
    /// <summary>Terms that are added one after the other.</summary>
    private const int Few = 32;

    // Zeros but for while places are counted, so that counting takes no longer than there are places named.
    [ThreadStatic]
    private static int[]? counts;

    private readonly int[] terms;           // by place, in order
    private readonly (int Place, int Start, int Stop)[] groups;

    private RepeatedPlaces(int[] terms, (int, int, int)[] groups)
    {
        this.terms = terms;
        this.groups = groups;
    }

    /// <summary>Groups the terms by their place; null where each place takes few.</summary>
    public static RepeatedPlaces? Of(ReadOnlySpan<int> places, int size)
    {
        if (places.Length <= Few)
            return null;
        if (counts is null || counts.Length < size)
            counts = new int[size];
        int most = 0;
        foreach (int place in places)
            most = Math.Max(most, ++counts[place]);
        RepeatedPlaces? repeated = most > Few ? Grouped(places, counts) : null;
        foreach (int place in places)
            counts[place] = 0;
        return repeated;
    }

    private static RepeatedPlaces Grouped(ReadOnlySpan<int> places, int[] counts)
    {
        List<(int, int, int)> groups = [];
        int[] terms = new int[places.Length];
        int start = 0;
        for (int i = 0; i < places.Length; i++)
        {
            // A count that is positive is one of a group to come; then the place keeps where its next term goes, negative.
            ref int count = ref counts[places[i]];
            if (count > 0)
            {
                groups.Add((places[i], start, start + count));
                (start, count) = (start + count, ~start);
            }

            terms[~count] = i;
            count--;
        }

        return new(terms, [.. groups]);
    }

    /// <summary>Adds rows to those of a table.</summary>
    public void Add<T>(Span<T> table, ReadOnlySpan<T> rows, int width) where T : unmanaged, INumberBase<T>
    {
        Span<T> room = new T[width * (BitOperations.Log2((uint)terms.Length) + 1)];
        foreach ((int place, int start, int stop) in groups)
        {
            Span<T> sum = table.Slice(place * width, width);
            if (width == 1)
                sum[0] += Sum(rows, start, stop);
            else
            {
                Sum(rows, start, stop, room, width);
                TensorPrimitives.Add(sum, room[..width], sum);
            }
        }
    }

    private T Sum<T>(ReadOnlySpan<T> values, int start, int stop) where T : unmanaged, INumberBase<T>
    {
        if (stop - start > Few)
            return Sum(values, start, start + (stop - start) / 2) + Sum(values, start + (stop - start) / 2, stop);
        T sum = values[terms[start]];
        for (int i = start + 1; i < stop; i++)
            sum += values[terms[i]];
        return sum;
    }

    private void Sum<T>(ReadOnlySpan<T> rows, int start, int stop, Span<T> room, int width) where T : unmanaged, INumberBase<T>
    {
        Span<T> sum = room[..width];
        if (stop - start > Few)
        {
            int middle = start + (stop - start) / 2;
            Sum(rows, start, middle, room, width);
            Sum(rows, middle, stop, room[width..], width);
            TensorPrimitives.Add(sum, room.Slice(width, width), sum);
            return;
        }

        rows.Slice(terms[start] * width, width).CopyTo(sum);
        for (int i = start + 1; i < stop; i++)
            TensorPrimitives.Add(sum, rows.Slice(terms[i] * width, width), sum);
    }
}
