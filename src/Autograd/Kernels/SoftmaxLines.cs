using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The operand itself.</summary>
internal readonly struct Itself<L, T> : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Load(ref a, 0);
}

/// <summary>a · b.</summary>
internal readonly struct ProductOf<L, T> : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A | Operands.B;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Load(ref a, 0) * L.Load(ref b, 0);
}

/// <summary>eˣ⁻ᵖ, 1 for elements that reach the peak, be it infinite.</summary>
internal readonly struct PowerOf<L, T>(L peak) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Exp(Below(L.Load(ref a, 0), peak));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Below(L a, L peak) => L.Select(L.EqualTo(a, peak), 0, a - peak);
}

/// <summary>eˣ⁻ᵖ, but 0 for elements that reach the peak.</summary>
internal readonly struct PowerBelow<L, T>(L peak) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d)
    {
        L value = L.Load(ref a, 0);
        return L.Select(L.EqualTo(value, peak), 0, L.Exp(value - peak));
    }

    /// <summary>
    /// The sum of eˣ⁻ᵖ over all elements but one that reaches the peak. A whole sum below 1½ has one such element, and has lost digits
    /// of the others to its 1: they are added again without it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L SumOfOthers<D>(Line<L, T, D> line, L peak, scoped in Cells<T> at) where D : struct, IDirection
    {
        L sum = line.FoldHeavy(new SumReduction(), new PowerOf<L, T>(peak), at);
        return L.AnyGreater(1.5, sum) ? AddedAgain(line, peak, sum, at) : sum - 1;
    }

    // Apart, so that the usual loop keeps its registers.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static L AddedAgain<D>(Line<L, T, D> line, L peak, L sum, scoped in Cells<T> at) where D : struct, IDirection =>
        L.Select(sum < 1.5, line.FoldHeavy(new SumReduction(), new PowerBelow<L, T>(peak), at), sum - 1);
}

/// <summary>eˣ⁻ᵖ · factor.</summary>
internal readonly struct ScaledPowerOf<L, T>(L peak, L factor) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => factor * L.Exp(PowerOf<L, T>.Below(L.Load(ref a, 0), peak));
}

/// <summary>x − p − ln Σ.</summary>
internal readonly struct LogShareOf<L, T>(L peak, L logarithm) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => PowerOf<L, T>.Below(L.Load(ref a, 0), peak) - logarithm;
}

/// <summary>b (a − mean): the gradient of a softmax b from the upstream a.</summary>
internal readonly struct ShareSlopeOf<L, T>(L mean) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A | Operands.B;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Load(ref b, 0) * (L.Load(ref a, 0) - mean);
}

/// <summary>a − eᵇ · sum: the gradient of a logarithm of a softmax b from the upstream a.</summary>
internal readonly struct LogShareSlopeOf<L, T>(L sum) : IPass<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    public static Operands Reads => Operands.A | Operands.B;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public L At(ref T a, ref T b, ref T c, ref T d) => L.Load(ref a, 0) - L.Exp(L.Load(ref b, 0)) * sum;
}

/// <summary>Keeps the largest of a line, from which exponentials are taken.</summary>
internal readonly struct PeakStep : ILineStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
        L.Store(line.Fold(new PeakReduction(), new Itself<L, T>(), at), ref slot, 0);
}

/// <summary>The softmax of A.</summary>
internal readonly struct SoftmaxLine : ILineRule
{
    public static bool WritesEnds => false;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new PeakStep());
        block.Each(new Powers());
        block.Each(new Shares());
    }

    private readonly struct Powers : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            L.Store(1 / line.FoldInto(new SumReduction(), new PowerOf<L, T>(L.Load(ref slot, 0)), at), ref slot, 0);
    }

    private readonly struct Shares : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            line.Scale(L.Load(ref slot, 0), at);
    }
}

/// <summary>The gradient of a softmax B from the upstream A.</summary>
internal readonly struct SoftmaxPullbackLine : ILineRule
{
    public static bool WritesEnds => false;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new Mean());
        block.Each(new Slope());
    }

    private readonly struct Mean : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            L.Store(line.Fold(new SumReduction(), new ProductOf<L, T>(), at), ref slot, 0);
    }

    private readonly struct Slope : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            line.Map(new ShareSlopeOf<L, T>(L.Load(ref slot, 0)), at);
    }
}

/// <summary>The logarithm of the softmax of A.</summary>
internal readonly struct LogSoftmaxLine : ILineRule
{
    public static bool WritesEnds => false;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new PeakStep());
        block.Each(new Logarithm());
        block.Each(new Shares());
    }

    private readonly struct Logarithm : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            L others = PowerBelow<L, T>.SumOfOthers(line, L.Load(ref slot, 0), at);
            L.Store(L.Log1p(others), ref slot, L.Count);
        }
    }

    private readonly struct Shares : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            line.Map(new LogShareOf<L, T>(L.Load(ref slot, 0), L.Load(ref slot, L.Count)), at);
    }
}

/// <summary>The gradient of a logarithm of a softmax B from the upstream A.</summary>
internal readonly struct LogSoftmaxPullbackLine : ILineRule
{
    public static bool WritesEnds => false;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new Sum());
        block.Each(new Slope());
    }

    private readonly struct Sum : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            L.Store(line.Fold(new SumReduction(), new Itself<L, T>(), at), ref slot, 0);
    }

    private readonly struct Slope : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            line.Map(new LogShareSlopeOf<L, T>(L.Load(ref slot, 0)), at);
    }
}

/// <summary>The peak P of A, and the sum Q of the other elements' exponentials below it.</summary>
internal readonly struct PeakAndSumLine : ILineRule
{
    public static bool WritesEnds => true;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new PeakStep());
        block.Each(new Sum());
    }

    private readonly struct Sum : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
        {
            L peak = L.Load(ref slot, 0);
            Line<L, T, D>.Write(peak, ref at.P);
            Line<L, T, D>.Write(PowerBelow<L, T>.SumOfOthers(line, peak, at), ref at.Q);
        }
    }
}

/// <summary>Exponentials of A below the peak P, times Q.</summary>
internal readonly struct ScaledPowerLine : ILineRule
{
    public static bool WritesEnds => false;

    public void Run<L, T, D>(scoped in LineBlock<L, T, D> block)
        where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection
    {
        block.Each(new Powers());
    }

    private readonly struct Powers : ILineStep
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Run<L, T, D>(Line<L, T, D> line, scoped in Cells<T> at, ref T slot)
            where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged where D : struct, IDirection =>
            line.Map(new ScaledPowerOf<L, T>(Line<L, T, D>.Read(ref at.P), Line<L, T, D>.Read(ref at.Q)), at);
    }
}
