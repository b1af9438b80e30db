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

/// <summary>The mean P of A, and the sum Q of the squared deviations from it over the degrees of freedom.</summary>
internal readonly struct SpreadLine(double degrees) : ILineRule
{
    public static bool WritesEnds => true;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new Mean());
        block.Each(new Spread(degrees));
    }

    private readonly struct Mean : ILineStep
    {
        // Counted from the first element: the mean of equal numbers is that number, and their spread exactly 0.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            L origin = Line<L, T, D>.Read(ref at.A.First);
            L mean = origin + line.Fold(new SumReduction(), new DeviationFrom<L, T>(origin), at) / line.Length;
            L.Store(mean, ref slot, 0);
            Line<L, T, D>.Write(mean, ref at.P);
        }
    }

    private readonly struct Spread(double degrees) : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            Line<L, T, D>.Write(line.Fold(new SumReduction(), new SquaredDeviation<L, T>(L.Load(ref slot, 0)), at) / degrees, ref at.Q);
    }
}
