using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks;

/// <summary>Σ sigmoid(x·w + b)·relu(x), forward and backward to all three operands.</summary>
public class ElementwiseChain
{
    private Tensor x = null!, w = null!, b = null!;

    /// <summary>Elements of each operand.</summary>
    [Params(1_000, 32_000, 1_000_000)]
    public int N { get; set; }

    /// <summary>The element type.</summary>
    [Params(DType.Float32, DType.Float64)]
    public DType Type { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        x = Draw();
        w = Draw();
        b = Draw();

        Tensor Draw() => Tensor.Parameter(Tensor.Normal<double>(random, N).Cast(Type));
    }

    [Benchmark]
    public void ForwardAndBackward()
    {
        using TensorScope scope = new();
        ((x * w + b).Sigmoid() * x.Relu()).Sum().Backward();
        x.ZeroGrad();
        w.ZeroGrad();
        b.ZeroGrad();
    }
}
