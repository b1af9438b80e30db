using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks;

/// <summary>One step of gradient descent on a ReLU network with softmax cross-entropy, in float32.</summary>
public class TrainingStep
{
    private Network network = null!;

    /// <summary>Rows of a batch, then the widths of the layers.</summary>
    [Params("128: 784-256-128-10", "32: 64-64-32-10")]
    public string Layers { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        string[] parts = Layers.Split(": ");
        network = new(int.Parse(parts[0]), [.. parts[1].Split('-').Select(int.Parse)]);
    }

    [Benchmark(Baseline = true)]
    public void InAScope()
    {
        using TensorScope scope = new();
        network.Step();
    }

    [Benchmark]
    public void WithoutAScope() => network.Step();
}
