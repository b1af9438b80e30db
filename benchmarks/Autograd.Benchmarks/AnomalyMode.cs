using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks;

/// <summary>What <see cref="Tape.DetectAnomaly()"/> costs: a chain of numbers and a small training step, without the mode, and in it.</summary>
public class AnomalyMode
{
    private readonly ScalarChain chain = new();
    private Network network = null!;

    [Params(false, true)]
    public bool IsOn { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        chain.Setup();
        network = new(32, [64, 64, 32, 10]);
    }

    [Benchmark]
    public float Chain()
    {
        using Scope mode = IsOn ? Tape.DetectAnomaly() : default;
        return chain.ForwardAndBackward();
    }

    [Benchmark]
    public void Step()
    {
        using Scope mode = IsOn ? Tape.DetectAnomaly() : default;
        using TensorScope scope = new();
        network.Step();
    }
}
