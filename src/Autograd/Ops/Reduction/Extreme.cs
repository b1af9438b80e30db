namespace Autograd;

/// <summary>What the largest and the smallest element of axes have in common.</summary>
internal static class Extreme
{
    public static Tensor Apply<F>(F reduction, Tensor x, int[] axes, bool keepDims, string operation) where F : struct, IReduction
    {
        Axes.RequireElements(x, axes, operation);
        Tensor kept = Reduce.Run(reduction, x, axes);
        ReducedAxes reduced = new(x.Shape, axes, keepDims);
        return General.RecordFused(new ExtremeRule(reduced), x, kept.ViewAs(reduced.Result), operation: operation);
    }
}

/// <summary>Locally the result is the mean of the elements that reach it, so derivatives are sums weighted by their shares.</summary>
internal readonly struct ExtremeRule(ReducedAxes reduced) : IFusedRule, IGate
{
    public string Gate => "routes the gradient to the element chosen; equal ones share it";

    public static Reads Reads => Reads.X | Reads.Y;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y)
    {
        Tensor reached = Reached(x, y);
        return Tensor.Where(reached, reduced.Aligned(upstream) / reduced.SumKept(reached), 0);
    }

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y)
    {
        Tensor reached = Reached(x, y);
        return reduced.Sum(Tensor.Where(reached, tangent, 0)) / reduced.Sum(reached);
    }

    public Tensor PullBackAtOnce(Tensor upstream, Tensor x, Tensor y, Tensor left)
    {
        if (!reduced.AreNeighbours)
            return PullBack(upstream, x, y);
        Shape full = reduced.Full(upstream);
        return LineKernels.Map(new ExtremeSlopeLine(), reduced.LinesOf(full), full, x, p: y, q: upstream);
    }

    // Equal to the result; where that is NaN, nothing is equal to anything, and the NaNs are the ones that reach it.
    private Tensor Reached(Tensor x, Tensor y) => x.EqualTo(reduced.Aligned(y.Values())) + (1 - x.EqualTo(x));
}
