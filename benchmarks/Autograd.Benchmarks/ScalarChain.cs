using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks;

/// <summary>What an operation costs beside its arithmetic: 2,000 of them in a row on single numbers, forward and backward.</summary>
public class ScalarChain
{
    private const int Operations = 2_000;
    private Tensor x = null!, w = null!, b = null!;

    [GlobalSetup]
    public void Setup()
    {
        x = Tensor.Parameter(Tensor.From(0.5f));
        w = Tensor.From(0.999f);
        b = Tensor.From(0.001f);
    }

    [Benchmark(OperationsPerInvoke = Operations, Baseline = true)]
    public float ForwardAndBackward()
    {
        Tensor y = x;
        for (int i = 0; i < Operations / 2; i++)
            y = y * w + b;
        y.Backward();
        float gradient = x.Grad!.Item<float>();
        x.ZeroGrad();
        return gradient;
    }

    [Benchmark(OperationsPerInvoke = Operations)]
    public float InAScope()
    {
        using TensorScope scope = new();
        return ForwardAndBackward();
    }
}
