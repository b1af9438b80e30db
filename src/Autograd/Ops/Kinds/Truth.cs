namespace Autograd;

/// <summary>The kind of a question asked of many elements at once: a mask of ones and zeros, through which no gradient flows.</summary>
internal static class Truth
{
    public static Tensor Over<F>(F reduction, Tensor x, int[] axes, bool keepDims, string operation) where F : struct, IReduction
    {
        Tensor answers = Reduce.Run(reduction, x.Values().NotEqualTo(0), axes);
        return Recorder.WithoutSlope(operation, answers.ViewAs(Axes.Reduced(x.Shape, axes, keepDims)), x, x);
    }
}
