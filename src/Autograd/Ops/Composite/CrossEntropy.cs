using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The mean over rows of −ln softmax(x)[label], from logits <c>[…, classes]</c> and one label a row. Derivative:
    /// (softmax(x) − onehot) / rows.
    /// </summary>
    /// <exception cref="ArgumentException">There are no rows, or not as many labels as rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class.</exception>
    public Tensor CrossEntropy(ReadOnlySpan<int> labels)
    {
        int rows = RequireRows();
        if (labels.Length != rows)
            throw Errors.Argument(nameof(CrossEntropy), $"{Errors.Number(labels.Length, "label", "labels")} for {Errors.Number(rows, "row", "rows")} of {Described}", "give one label a row", Shape);
        foreach (int label in labels)
            if ((uint)label >= (uint)Shape[-1])
                throw Errors.OutOfRange(nameof(CrossEntropy), $"label {label} is not one of the {Shape[-1]} classes of {Described}", $"use 0 to {Shape[-1] - 1}", Shape);
        Tensor ends = LineKernels.PeaksAndSums(this, Lines.Along(Shape, Rank - 1));
        Tensor losses = Elementwise.Run(new ValueOf<Log1pFormula>(), Shape.Trusted([rows]), LineKernels.Row(ends, 1));
        int[] named = labels.ToArray();
        Labels.Subtract(losses, this, LineKernels.Row(ends, 0), named);
        Tensor mean = Elementwise.Run(new Scaled(1.0 / rows), default, Reduce.Run(new SumReduction(), losses, [0]).ViewAs(default));
        return General.RecordFused(new CrossEntropyRule(named, Shape), this, mean, ends);
    }

    /// <summary>
    /// The mean over rows of −Σ target · ln softmax(x), from logits and the probabilities of the classes, of one shape.
    /// Derivative: (softmax(x) Σ target − target) / rows in the logits. A target of 0 contributes 0, even where the logit is −∞.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes or element types differ, or there are no rows.</exception>
    public Tensor CrossEntropy(Tensor targets)
    {
        Loss.RequireAlike(this, targets, nameof(CrossEntropy));
        int rows = RequireRows();
        return Binary.Apply(new ChainFormula(), targets, LogSoftmax()).Sum() / -(double)rows;
    }

    private int RequireRows() => Rank > 0 && Count > 0 ? Count / Shape[-1] : throw Errors.Argument(nameof(CrossEntropy),
        $"the logits {Described} have no rows", "give logits [rows, classes]", Shape);
}

/// <summary>What the kernel leaves are the peak of each row and the sum of the other exponentials below it.</summary>
internal readonly struct CrossEntropyRule(int[] labels, Shape shape) : IFusedRule
{
    public static Reads Reads => Reads.X;

    public Tensor PullBack(Tensor upstream, Tensor x, Tensor y) =>
        Slope(x) * (upstream.Reshape(upstream.Shape.Then(Shape.Trusted([.. Enumerable.Repeat(1, shape.Rank)]))) / labels.Length);

    public Tensor PushForward(Tensor tangent, Tensor x, Tensor y)
    {
        int rank = shape.Rank;
        return (Slope(x) * tangent).Sum([.. Enumerable.Range(-rank, rank)]) / labels.Length;
    }

    public Tensor PullBackAtOnce(Tensor upstream, Tensor x, Tensor y, Tensor left)
    {
        Tensor shares = (upstream / labels.Length).Reshape(upstream.Count, 1);
        Tensor gradient = LineKernels.Map(new ScaledPowerLine(), Lines.Along(shape, shape.Rank - 1).Times(upstream.Count), upstream.Shape.Then(shape), x,
            p: LineKernels.Row(left, 0), q: shares / (LineKernels.Row(left, 1) + 1));
        Labels.Subtract(gradient, shares, labels);
        return gradient;
    }

    private Tensor Slope(Tensor x)
    {
        Tensor ones = Tensor.Filled(1, shape.With(shape.Rank - 1, 1), x.DType);
        return x.Softmax() - new ScatterAddMap(-1, labels, ones.Shape, shape).Value(ones);
    }
}

internal static class Loss
{
    /// <summary>Losses never broadcast: a target of another shape is nearly always a mistake.</summary>
    public static void RequireAlike(Tensor x, Tensor target, string operation, [CallerArgumentExpression(nameof(target))] string name = "")
    {
        Errors.RequireNotNull(target, name, operation);
        if (x.DType != target.DType)
            throw Errors.MixedTypes(operation, x, target);
        if (x.Shape != target.Shape)
            throw Errors.Argument(operation, $"shapes {x.Described} and {target.Described} differ", "losses compare tensors of one shape, so Reshape one of them", x.Shape, target.Shape);
    }
}
