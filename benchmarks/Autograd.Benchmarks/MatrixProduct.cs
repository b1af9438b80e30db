using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks;

/// <summary>A product of two square matrices, 2n³ operations.</summary>
public class MatrixProduct
{
    private Tensor a = null!, b = null!;

    /// <summary>Rows and columns.</summary>
    [Params(64, 256, 512, 1024)]
    public int N { get; set; }

    /// <summary>The element type.</summary>
    [Params(DType.Float32, DType.Float64)]
    public DType Type { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        a = Tensor.Normal<double>(random, N, N).Cast(Type);
        b = Tensor.Normal<double>(random, N, N).Cast(Type);
    }

    [Benchmark]
    public void Product()
    {
        using TensorScope scope = new();
        a.MatMul(b);
    }
}
