using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The lines of a tensor along neighbouring axes: the middle of [outer, length, inner].</summary>
internal readonly record struct Lines(int Outer, int Length, int Inner)
{
    public int Count => Outer * Inner;

    /// <summary>The lines along one axis or several neighbouring ones, counted from the front.</summary>
    public static Lines Along(Shape shape, int first, int count = 1) =>
        new(Shape.Product(shape.Sizes[..first]), Shape.Product(shape.Sizes.Slice(first, count)), Shape.Product(shape.Sizes[(first + count)..]));

    /// <summary>The lines over sorted axes. Of a tensor whose axes are not neighbours, a view is taken in which they stand behind all others.</summary>
    public static Lines Over(ReadOnlySpan<int> axes, ref Tensor x)
    {
        if (axes.Length == 0)
            return new(x.Count, 1, 1);
        if (axes[^1] - axes[0] == axes.Length - 1)
            return Along(x.Shape, axes[0], axes.Length);
        x = x.View(x.Layout.Permute([.. Axes.All(x.Shape).Except(axes.ToArray()), .. axes]));
        return Along(x.Shape, x.Rank - axes.Length, axes.Length);
    }

    /// <summary>As many lines, once for each direction of a walk.</summary>
    public Lines Times(int directions) => this with { Outer = Outer * directions };
}

/// <summary>
/// How an operand lies along lines. It may repeat along them, from line to line, or, with fewer lines than there are, from
/// the first again: what was saved once serves each direction of a walk.
/// </summary>
internal readonly struct LineOperand
{
    private LineOperand(Tensor? tensor, int outer, int along, int inner, int period)
    {
        Tensor = tensor;
        (Along, Inner) = (along, inner);
        (Outer, Period) = period == 1 ? (0, int.MaxValue) : (outer, period);
    }

    public Tensor? Tensor { get; }

    // Strides, in elements.
    public int Outer { get; }

    public int Along { get; }

    public int Inner { get; }

    /// <summary>After how many outer indices it begins again.</summary>
    public int Period { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T First<T>() where T : unmanaged
    {
        if (Tensor is null)
            return ref Unsafe.NullRef<T>();
        return ref Tensor.First<T>();
    }

    /// <summary>Where it begins in the [length, inner] block of an outer index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Start(nint outer) => (outer < Period ? outer : outer % Period) * Outer;

    /// <summary>What the kernels write to, in reading order: a copy would not be what was asked for.</summary>
    public static LineOperand Target(Tensor? tensor, Lines lines)
    {
        tensor?.AssertRowMajor();
        return Of(tensor, lines);
    }

    /// <summary>An operand whose elements follow one another along lines.</summary>
    public static LineOperand Following(Tensor tensor, Lines lines) =>
        Of(tensor, lines) is { Along: 1 } operand ? operand : Of(Copy.Fresh(tensor), lines);

    /// <summary>An operand as it lies where the kernels can follow it, else a copy in order.</summary>
    public static LineOperand Of(Tensor? tensor, Lines lines)
    {
        if (tensor is null)
            return new(null, 0, 1, 1, int.MaxValue);
        int period = tensor.Count / (lines.Length * lines.Inner);
        if (!tensor.Layout.IsRowMajor)
        {
            if (tensor.Layout.TryReshape(Shape.Trusted([period, lines.Length, lines.Inner]), out Layout view))
            {
                int[] strides = view.Strides;
                (int outer, int along, int inner) = (strides[0], lines.Length == 1 ? 1 : strides[1], lines.Inner == 1 ? 1 : strides[2]);
                if (lines.Inner == 1 ? along is 0 or 1 : inner == 1 || (inner, along) == (0, 0))
                    return new(tensor, outer, along, inner, period);
            }

            tensor = Copy.Fresh(tensor);
        }

        return new(tensor, lines.Length * lines.Inner, lines.Inner, 1, period);
    }
}
