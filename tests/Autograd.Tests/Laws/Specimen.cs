namespace Autograd.Tests.Laws;

/// <summary>
/// One use of an operation, on which all laws are tried: what to call, on operands of which shapes and values, and what an
/// independent reference says the result is.
/// </summary>
public sealed record Specimen(string Operation, string Case, Operand[] Operands, Func<Tensor[], Tensor> Function, Func<Nd[], Nd> Reference)
{
    /// <summary>How often the function can be differentiated before a kink or a constant makes the laws empty.</summary>
    public int Orders { get; init; } = 2;

    /// <summary>How much looser than usual float32 is compared: for functions that lose digits in single precision by nature.</summary>
    public double Slack { get; init; } = 1;

    /// <summary>The relative size of the function's own rounding, which central differences magnify.</summary>
    public double Noise { get; init; }

    public override string ToString() => $"{Operation} {Case}";
}

/// <summary>An operand's shape, and the range that its values are drawn from.</summary>
public sealed record Operand(int[] Shape, double Low = -2, double High = 2)
{
    /// <summary>Values evenly drawn, or the same spread out so that no two are close and none sits on a kink.</summary>
    public Tensor Draw(Random random, DType type)
    {
        int count = Shape.Aggregate(1, (a, b) => a * b);
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order);
        double[] values = [.. order.Select(i => Low + (High - Low) * (i + 0.25 + 0.5 * random.NextDouble()) / count)];
        // Values that single precision holds exactly, so that both element types start from the same point.
        return Tensor.From([.. values.Select(value => (double)(float)value)], Shape).Cast(type);
    }
}

/// <summary>How an operand lies in memory.</summary>
public enum Arrangement
{
    Straight,
    Transposed,
    Sliced,
}
