using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>Numbers that both libraries are given: parameters, unless constant.</summary>
internal sealed record Numbers(double[] Values, int[] Shape, DType Type, bool Constant = false)
{
    /// <summary>The same numbers as data, which need no gradient.</summary>
    public Numbers AsConstant() => this with { Constant = true };

    public Tensor ForAutograd()
    {
        Tensor values = Type == DType.Float32 ? Tensor.From(Narrow(), Shape) : Tensor.From(Values, Shape);
        return Constant ? values : Tensor.Parameter(values);
    }

    public torch.Tensor ForTorch()
    {
        long[] shape = [.. Shape.Select(size => (long)size)];
        using torch.Tensor values = Type == DType.Float32 ? torch.tensor(Narrow(), shape) : torch.tensor(Values, shape);

        // The clone stands in the peer's own memory, aligned as it likes it.
        torch.Tensor own = values.clone();
        return Constant ? own : own.requires_grad_();
    }

    private float[] Narrow() => Array.ConvertAll(Values, value => (float)value);
}

/// <summary>Draws numbers, the same ones for every run.</summary>
internal sealed class Draw(DType type = DType.Float32)
{
    // Then they repeat: to draw ten million would take longer than to measure them.
    private const int Distinct = 65_537;

    private readonly Random random = new(1);

    /// <summary>Normally distributed numbers.</summary>
    public Numbers Normal(params int[] shape) => Scaled(1, shape);

    /// <summary>Normally distributed numbers with a standard deviation.</summary>
    public Numbers Scaled(double deviation, params int[] shape) => Fill(shape, () =>
        deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    /// <summary>Numbers spread evenly over a range.</summary>
    public Numbers Uniform(double low, double high, params int[] shape) => Fill(shape, () => low + (high - low) * random.NextDouble());

    /// <summary>One class for each row.</summary>
    public int[] Labels(int rows, int classes) => [.. Enumerable.Range(0, rows).Select(_ => random.Next(classes))];

    private Numbers Fill(int[] shape, Func<double> next)
    {
        double[] values = new double[shape.Aggregate(1, (product, size) => product * size)];
        for (int i = 0; i < values.Length; i++)
            values[i] = i < Distinct ? next() : values[i - Distinct];
        return new(values, shape, type);
    }
}
