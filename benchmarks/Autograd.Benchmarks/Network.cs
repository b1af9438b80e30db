using Autograd.Optimization;

namespace Autograd.Benchmarks;

/// <summary>A ReLU network with one random batch and its labels.</summary>
internal sealed class Network
{
    private readonly Tensor batch;
    private readonly int[] labels;
    private readonly (Tensor Weight, Tensor Bias)[] layers;
    private readonly Sgd optimizer;

    public Network(int rows, int[] widths)
    {
        Random random = new(1);
        batch = Tensor.Normal<float>(random, rows, widths[0]);
        labels = [.. Enumerable.Range(0, rows).Select(_ => random.Next(widths[^1]))];
        layers = [.. widths.Zip(widths.Skip(1), (inputs, outputs) => (
            Tensor.Parameter(Tensor.Normal<float>(random, inputs, outputs) * Math.Sqrt(2.0 / inputs)),
            Tensor.Parameter(Tensor.Zeros<float>(outputs))))];
        optimizer = new(layers.SelectMany(layer => new[] { layer.Weight, layer.Bias }), learningRate: 1e-3);
    }

    public void Step()
    {
        Tensor x = batch;
        for (int i = 0; i < layers.Length; i++)
        {
            x = x.Linear(layers[i].Weight, layers[i].Bias);
            if (i < layers.Length - 1)
                x = x.Relu();
        }

        x.CrossEntropy(labels).Backward();
        optimizer.Step();
        optimizer.ZeroGrad();
    }
}
