namespace Autograd;

/// <summary>NumPy's broadcasting: shapes are matched from the last axis; a size of 1, or a missing axis, is repeated.</summary>
internal static class Broadcast
{
    /// <summary>The common shape of two operands; throws when there is none, or when the strict mode forbids it.</summary>
    /// <param name="left">The first shape.</param>
    /// <param name="right">The second shape.</param>
    /// <param name="operation">Who asks.</param>
    /// <param name="x">Whose shape, or part of it, the first is, for errors.</param>
    /// <param name="y">Whose the second is.</param>
    public static Shape Shapes(Shape left, Shape right, string operation, Tensor? x = null, Tensor? y = null)
    {
        if (left == right)
            return left;
        if (Ambient.Current.StrictBroadcast && left.Rank > 0 && right.Rank > 0)
            throw Errors.Argument(operation, $"shapes {Errors.Describe(left, x)} and {Errors.Describe(right, y)} differ under Tape.StrictBroadcast()",
                "make them equal with BroadcastTo, or leave the strict mode", x?.Shape ?? left, y?.Shape ?? right);

        Span<int> sizes = stackalloc int[Math.Max(left.Rank, right.Rank)];
        for (int back = 1; back <= sizes.Length; back++)
        {
            int a = back <= left.Rank ? left.Sizes[^back] : 1, b = back <= right.Rank ? right.Sizes[^back] : 1;
            if (a != b && a != 1 && b != 1)
                throw Errors.Argument(operation, $"shapes {Errors.Describe(left, x)} and {Errors.Describe(right, y)} do not broadcast",
                    Remedy(left, right), x?.Shape ?? left, y?.Shape ?? right);
            sizes[^back] = a == 1 ? b : a;
        }

        return Shape.Checked(sizes, operation);
    }

    /// <summary>Lets an operation broadcast inside, as it means to, under the strict mode too: that is about the caller's own operands.</summary>
    public static Ambient.Stretch Intended() => Ambient.EnterHere(
        Ambient.Current is { StrictBroadcast: true } now ? now with { StrictBroadcast = false } : Ambient.Current);

    /// <summary>Whether a tensor of one shape can be repeated to fill the other.</summary>
    public static bool Fits(Shape from, Shape to)
    {
        if (from.Rank > to.Rank)
            return false;
        for (int back = 1; back <= from.Rank; back++)
            if (from.Sizes[^back] != 1 && from.Sizes[^back] != to.Sizes[^back])
                return false;
        return true;
    }

    private static string Remedy(Shape left, Shape right) =>
        Fits(right.Then([1]), left) ? $"did you mean .Unsqueeze(-1) of {right}?"
        : Fits(left.Then([1]), right) ? $"did you mean .Unsqueeze(-1) of {left}?"
        : left.Rank == 2 && right.Rank == 2 && left[0] == right[1] && left[1] == right[0] ? "did you mean .Transpose() of one?"
        : "make sizes equal or 1, matched from the last axis, with Unsqueeze or Reshape";

    /// <summary>The strides that read <paramref name="layout"/> as if it had the larger shape: 0 where it repeats.</summary>
    public static int[] Strides(in Layout layout, Shape shape)
    {
        int[] result = new int[shape.Rank], own = layout.Strides;
        for (int back = 1; back <= own.Length; back++)
            result[^back] = layout.Shape.Sizes[^back] == 1 ? 0 : own[^back];
        return result;
    }
}
