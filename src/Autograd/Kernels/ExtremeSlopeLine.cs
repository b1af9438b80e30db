using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Whether an element reaches the extreme. NaN does: where there is one, it is the extreme itself, and nothing is equal to it.</summary>
internal static class Extremes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<L> Reach<L>(L x, L extreme) where L : struct, IReal<L> => L.EqualTo(x, extreme) | !L.EqualTo(x, x);
}

/// <summary>1 for an element that reaches the extreme, else 0.</summary>
internal readonly struct Reaches<L, T>(L extreme) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Select(Extremes.Reach(L.Load(ref a, 0), extreme), 1, 0);
}

/// <summary>A share for an element that reaches the extreme, else 0.</summary>
internal readonly struct ShareWhereReached<L, T>(L extreme, L share) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Select(Extremes.Reach(L.Load(ref a, 0), extreme), share, 0);
}

/// <summary>The upstream Q, shared evenly by the elements of A that reach the extreme P.</summary>
internal readonly struct ExtremeSlopeLine : ILineRule
{
    public static bool WritesEnds => false;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new Share());
        block.Each(new Slope());
    }

    private readonly struct Share : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            L count = line.Fold(new SumReduction(), new Reaches<L, T>(Line<L, T, D>.Read(ref at.P)), at);
            L.Store(Line<L, T, D>.Read(ref at.Q) / count, ref slot, 0);
        }
    }

    private readonly struct Slope : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            line.Map(new ShareWhereReached<L, T>(Line<L, T, D>.Read(ref at.P), L.Load(ref slot, 0)), at);
    }
}
