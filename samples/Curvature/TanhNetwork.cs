using Autograd;

namespace Curvature;

/// <summary>Dense layers with tanh between them. It is smooth, so that its derivatives can stand in a loss.</summary>
public sealed class TanhNetwork
{
    private readonly List<(Tensor Weight, Tensor Bias)> layers = [];

    /// <param name="random">Where the first weights come from.</param>
    /// <param name="gain">How steep the network begins.</param>
    /// <param name="sizes">The number of inputs, of each layer's units, and of outputs.</param>
    public TanhNetwork(Random random, double gain, params int[] sizes)
    {
        foreach ((int inputs, int outputs) in sizes.Zip(sizes.Skip(1)))
        {
            bool last = layers.Count == sizes.Length - 2;
            double spread = (last ? 1 : gain) / Math.Sqrt(inputs);
            layers.Add((Tensor.Parameter(Tensor.Normal<double>(random, inputs, outputs) * spread, $"weight{layers.Count + 1}"),
                Tensor.Parameter(Tensor.Normal<double>(random, outputs) * (last ? 0 : spread), $"bias{layers.Count + 1}")));
        }
    }

    public IEnumerable<Tensor> Parameters => layers.SelectMany(layer => new[] { layer.Weight, layer.Bias });

    /// <summary>Points [n, inputs] to one value for each, [n].</summary>
    public Tensor Value(Tensor points)
    {
        Tensor signal = points;
        foreach ((Tensor weight, Tensor bias) in layers.SkipLast(1))
            signal = signal.Linear(weight, bias).Tanh();
        return signal.Linear(layers[^1].Weight, layers[^1].Bias).Squeeze(-1);
    }

    /// <summary>The slopes at points [n, 1], by the chain rule written out: a closed form to hold others against.</summary>
    public Tensor SlopeByHand(Tensor points)
    {
        (Tensor signal, Tensor slope) = (points, Tensor.Full(1.0, points.Shape[0], 1));
        foreach ((Tensor weight, Tensor bias) in layers.SkipLast(1))
        {
            signal = signal.Linear(weight, bias).Tanh();
            slope = slope.Linear(weight) * (1 - signal.Square());
        }

        return slope.Linear(layers[^1].Weight).Detach();
    }
}
