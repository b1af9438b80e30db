namespace Autograd;

/// <summary>What the largest and the smallest element of axes have in common.</summary>
internal static class Extreme
{
    public static Tensor Apply<F>(F reduction, Tensor x, int[] axes, bool keepDims, string operation) where F : struct, IReduction
    {
        Axes.RequireElements(x.Shape, axes, operation);
        Tensor kept = Reduce.Run(reduction, x, axes);
        Tensor y = kept.ViewAs(Axes.Reduced(x.Shape, axes, keepDims));
        return General.Record(new ExtremeRule(Axes.FromEnd(axes, x.Rank), kept.Shape, y.Shape), x, y, operation);
    }
}

/// <summary>Locally the result is the mean of the elements that reach it, so derivatives are sums weighted by their shares.</summary>
internal readonly struct ExtremeRule(int[] axes, Shape kept, Shape result) : IGeneralRule
{
    public static Reads Reads => Reads.X | Reads.Y;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y)
    {
        Tensor reached = Reached(x, y), aligned = upstream.Reshape(upstream.Shape.Leading(result.Rank).Then(kept));
        return Tensor.Where(reached, aligned / reached.Sum(axes, keepDims: true), 0);
    }

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y)
    {
        Tensor reached = Reached(x, y), sum = Tensor.Where(reached, tangent, 0).Sum(axes);
        return sum.Reshape(tangent.Shape.Leading(kept.Rank).Then(result)) / reached.Sum(axes).Reshape(result);
    }

    // Equal to the result; where that is NaN, nothing is equal to anything, and the NaNs are the ones that reach it.
    private Tensor Reached(Tensor x, Tensor y) => x.EqualTo(y.Values().Reshape(kept)) + (1 - x.EqualTo(x));
}
