using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>a².</summary>
internal readonly struct SquareOf<L, T> : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d)
    {
        L value = L.Load(ref a, 0);
        return value * value;
    }
}

/// <summary>a − origin.</summary>
internal readonly struct DeviationFrom<L, T>(L origin) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Load(ref a, 0) - origin;
}

/// <summary>The sum of squares P of A.</summary>
internal readonly struct SquaresLine : ILineRule, ILineStep
{
    public static bool WritesEnds => true;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection => block.Each(this);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
        Line<L, T, D>.Write(line.Fold(new SumReduction(), new SquareOf<L, T>(), at), ref at.P);
}

/// <summary>
/// A line's mean, in two parts, from its first element and the mean's offset from it: equal numbers have no spread, and a mean
/// between two numbers that follow one another is not rounded to either.
/// </summary>
internal readonly struct Middle<L>(L origin, L offset) where L : struct, IReal<L>
{
    public L High { get; } = origin + offset;

    /// <summary>What the sum of the two has lost.</summary>
    public L Low
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            L part = High - origin;
            return (origin - (High - part)) + (offset - part);
        }
    }
}

/// <summary>The offset of the mean of A from its first element.</summary>
internal readonly struct OffsetStep : ILineStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        L origin = Line<L, T, D>.Read(ref at.A.First);
        L offset = line.Fold(new SumReduction(), new DeviationFrom<L, T>(origin), at) / line.Length;
        L.Store(offset, ref slot, 0);
        Line<L, T, D>.Write(offset, ref at.P);
    }
}

/// <summary>Of A, the mean's offset P from the first element, and the sum Q of the squared deviations from it over the degrees of freedom.</summary>
internal readonly struct SpreadLine(double degrees) : ILineRule
{
    public static bool WritesEnds => true;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new OffsetStep());
        block.Each(new Spread(degrees));
    }

    private readonly struct Spread(double degrees) : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            Middle<L> mean = new(Line<L, T, D>.Read(ref at.A.First), L.Load(ref slot, 0));
            Line<L, T, D>.Write(SquaresFrom(line, mean, at) / degrees, ref at.Q);
        }
    }

    /// <summary>The sum of the squared deviations. Those from the mean's upper part have the lower part for their mean.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SquaresFrom<L, T, D>(Line<L, T, D> line, Middle<L> mean, scoped in Cells<T> at)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        L low = mean.Low;
        return L.AtLeast(line.Fold(new SumReduction(), new SquaredDeviation<L, T>(mean.High), at) - low * low * line.Length, 0);
    }
}
