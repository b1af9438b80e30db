namespace Autograd.Tests.Laws.Fuzz;

/// <summary>
/// The choices that a program is made by, as whole numbers: given ones first, then drawn ones, or 0, the simplest, where nothing
/// is drawn. Any list of numbers makes some program, so a program is made smaller by making its list smaller.
/// </summary>
internal sealed class Choices(IReadOnlyList<int> given, Random? random = null)
{
    private readonly List<int> taken = [];

    public IReadOnlyList<int> Taken => taken;

    /// <summary>One of the numbers below a count.</summary>
    public int Next(int count)
    {
        int drawn = taken.Count < given.Count ? given[taken.Count] : random?.Next(1 << 20) ?? 0;
        taken.Add(count < 2 ? 0 : drawn % count);
        return taken[^1];
    }

    /// <summary>Yes once in so many times; the simplest choice is no.</summary>
    public bool Rarely(int times) => Next(times) == times - 1;

    /// <summary>An axis, counted from the front.</summary>
    public int Axis(int[] shape) => Next(shape.Length);

    /// <summary>Some axes in order, at least one where there are any.</summary>
    public int[] Axes(int[] shape)
    {
        if (shape.Length == 0)
            return [];
        int mask = 1 + Next((1 << shape.Length) - 1);
        return [.. Enumerable.Range(0, shape.Length).Where(axis => (mask >> axis & 1) != 0)];
    }

    /// <summary>All axes in some order.</summary>
    public int[] Order(int rank)
    {
        List<int> rest = [.. Enumerable.Range(0, rank)];
        int[] order = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            int at = Next(rest.Count);
            order[i] = rest[at];
            rest.RemoveAt(at);
        }

        return order;
    }

    /// <summary>A shape, mostly of several axes: with fewer there are no orders of them to mistake.</summary>
    public int[] Shape() => [.. Enumerable.Range(0, ((ReadOnlySpan<int>)[0, 1, 2, 3, 3, 4, 3, 4])[Next(8)]).Select(_ => Size())];

    /// <summary>A size: mostly a small one, at times one that fills a register and leaves a rest, or 1, or none.</summary>
    public int Size() => ((ReadOnlySpan<int>)[1, 2, 3, 4, 2, 3, 5, 3, 4, 2, 3, 1, 2, 3, 4, 9, 2, 3, 17, 0])[Next(20)];

    /// <summary>A shape that broadcasts to the given one.</summary>
    public int[] Narrower(int[] shape)
    {
        if (!Rarely(3))
            return shape;
        int[] sizes = [.. shape.Select(size => Next(2) == 0 ? size : 1)];
        return sizes[Next(sizes.Length + 1)..];
    }
}
