using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks;

/// <summary>A user's formula as one kernel, beside the built-in operation of the same formula: x / (1 + e⁻ˣ), forward and backward.</summary>
public class UserFormula
{
    private Tensor x = null!, upstream = null!;

    [Params(1_000, 32_000, 1_000_000)]
    public int N { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        x = Tensor.Parameter(Tensor.Normal<float>(new Random(1), N));
        upstream = Tensor.Ones<float>(N);
    }

    [Benchmark(Baseline = true)]
    public void BuiltIn()
    {
        using TensorScope scope = new();
        x.Silu().Backward(upstream);
        x.ZeroGrad();
    }

    [Benchmark]
    public void Mapped()
    {
        using TensorScope scope = new();
        x.Map(new Swish()).Backward(upstream);
        x.ZeroGrad();
    }

    private readonly struct Swish : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R Of<R>(R x) where R : struct, IReal<R> => x / (1 + R.Exp(-x));
    }
}
