using BenchmarkDotNet.Attributes;

namespace Autograd.Benchmarks;

/// <summary>A Hessian–vector product beside the gradient: mean square of a tanh network, 256×64 inputs, 128 hidden, one output.</summary>
public class HessianProduct
{
    private Tensor inputs = null!;
    private Tensor[] weights = null!, directions = null!;

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        inputs = Tensor.Normal<float>(random, 256, 64);
        weights = [Tensor.Normal<float>(random, 64, 128) * 0.1, Tensor.Normal<float>(random, 128, 1) * 0.1];
        directions = [Tensor.Normal<float>(random, 64, 128), Tensor.Normal<float>(random, 128, 1)];
    }

    [Benchmark(Baseline = true)]
    public void Gradient()
    {
        using TensorScope scope = new();
        Differentiate.Gradients(Loss, weights);
    }

    [Benchmark]
    public void HessianVectorProduct()
    {
        using TensorScope scope = new();
        Differentiate.HessianVectorProduct(Loss, weights, directions);
    }

    private Tensor Loss(Tensor[] w) => inputs.MatMul(w[0]).Tanh().MatMul(w[1]).Square().Mean();
}

/// <summary>The dense Jacobian of a layer, 64 → 64, beside as many single walks.</summary>
public class LayerJacobian
{
    private const int Size = 64;
    private Tensor weight = null!, bias = null!, x = null!, upstream = null!;
    private Func<Tensor, Tensor> pullback = null!;

    [GlobalSetup]
    public void Setup()
    {
        Random random = new(1);
        (weight, bias) = (Tensor.Normal<float>(random, Size, Size), Tensor.Normal<float>(random, Size));
        (x, upstream) = (Tensor.Normal<float>(random, Size), Tensor.Ones<float>(Size));
        pullback = Differentiate.Vjp(Layer, x).Pullback;
    }

    [Benchmark(Baseline = true)]
    public void SingleWalks()
    {
        using TensorScope scope = new();
        for (int i = 0; i < Size; i++)
            pullback(upstream);
    }

    [Benchmark]
    public void Jacobian()
    {
        using TensorScope scope = new();
        Differentiate.Jacobian(Layer, x);
    }

    private Tensor Layer(Tensor x) => x.Linear(weight, bias).Tanh();
}
