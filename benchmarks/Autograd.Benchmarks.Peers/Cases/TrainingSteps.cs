using Autograd.Optimization;
using TorchSharp;
using TorchSharp.Modules;

namespace Autograd.Benchmarks.Peers;

/// <summary>A step of gradient descent on a ReLU network with softmax cross-entropy.</summary>
internal static class TrainingSteps
{
    private const double LearningRate = 1e-3;

    public static IEnumerable<Case> Cases =>
    [
        Of(2, 128, 784, 256, 128, 10),
        Of(5, 32, 64, 64, 32, 10),
        Of(2, 512, 1024, 1024, 1024, 10),
    ];

    private static Case Of(double aim, int rows, params int[] widths) =>
        new($"training step {rows}: {string.Join('-', widths)}", aim, () => Make(rows, widths));

    private static Rivals Make(int rows, int[] widths)
    {
        Draw draw = new();
        Numbers batch = draw.Normal(rows, widths[0]).AsConstant();
        int[] labels = draw.Labels(rows, widths[^1]);
        Numbers[] weights = [.. widths.Zip(widths.Skip(1), (inputs, outputs) => draw.Scaled(Math.Sqrt(2.0 / inputs), inputs, outputs))];
        Numbers[] biases = [.. widths.Skip(1).Select(outputs => draw.Scaled(0.1, outputs))];
        return new(() => ForAutograd(batch, labels, weights, biases), () => ForTorch(batch, labels, weights, biases));
    }

    private static Side ForAutograd(Numbers batch, int[] labels, Numbers[] weights, Numbers[] biases)
    {
        Tensor input = batch.ForAutograd();
        Tensor[] w = [.. weights.Select(weight => weight.ForAutograd())], b = [.. biases.Select(bias => bias.ForAutograd())];
        Sgd optimizer = new([.. w, .. b], LearningRate);
        return new(() => Step(), () =>
        {
            double loss = Step();
            return [[loss], .. w.Select(Sides.Read), .. b.Select(Sides.Read)];
        });

        double Step()
        {
            using TensorScope scope = new();
            Tensor x = input;
            for (int i = 0; i < w.Length; i++)
            {
                x = x.Linear(w[i], b[i]);
                if (i < w.Length - 1)
                    x = x.Relu();
            }

            Tensor loss = x.CrossEntropy(labels);
            loss.Backward();
            optimizer.Step();
            optimizer.ZeroGrad();
            return loss.ToDouble();
        }
    }

    private static Side ForTorch(Numbers batch, int[] labels, Numbers[] weights, Numbers[] biases)
    {
        torch.Tensor input = batch.ForTorch(), targets = torch.tensor(Array.ConvertAll(labels, label => (long)label));
        Linear[] layers = [.. weights.Zip(biases, Layer)];
        Sequential network = torch.nn.Sequential(layers.SelectMany((layer, i) => i < layers.Length - 1
            ? new torch.nn.Module<torch.Tensor, torch.Tensor>[] { layer, torch.nn.ReLU() } : [layer]).ToArray());
        torch.optim.Optimizer optimizer = torch.optim.SGD(network.parameters(), LearningRate);
        return new(() => Step(), () =>
        {
            double loss = Step();
            return [[loss], .. layers.Select(layer => Sides.Read(layer.weight.t())), .. layers.Select(layer => Sides.Read(layer.bias!))];
        });

        double Step()
        {
            using DisposeScope scope = torch.NewDisposeScope();
            torch.Tensor loss = torch.nn.functional.cross_entropy(network.call(input), targets);
            loss.backward();
            optimizer.step();
            optimizer.zero_grad();
            return loss.ToDouble();
        }
    }

    /// <summary>The peer's layer keeps its weight as [out, in].</summary>
    private static Linear Layer(Numbers weight, Numbers bias)
    {
        Linear layer = torch.nn.Linear(weight.Shape[0], weight.Shape[1]);
        using torch.Tensor w = weight.AsConstant().ForTorch(), b = bias.AsConstant().ForTorch();
        using (torch.no_grad())
        {
            layer.weight.copy_(w.t());
            layer.bias!.copy_(b);
        }

        return layer;
    }
}
