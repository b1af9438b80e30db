using Autograd;

namespace Digits;

/// <summary>Dense layers with ReLU between them: pixels in, one logit for each digit out.</summary>
public sealed class Network
{
    private readonly List<(Tensor Weight, Tensor Bias)> layers = [];

    public Network(IEnumerable<int> hidden, Random random)
    {
        int inputs = DigitsData.PixelCount;
        foreach (int outputs in hidden.Append(DigitsData.ClassCount))
        {
            // He's initialisation keeps the spread of the signals the same from layer to layer.
            Tensor weight = Tensor.Normal<float>(random, inputs, outputs) * Math.Sqrt(2.0 / inputs);
            layers.Add((Tensor.Parameter(weight, $"weight{layers.Count + 1}"),
                Tensor.Parameter(Tensor.Zeros<float>(outputs), $"bias{layers.Count + 1}")));
            inputs = outputs;
        }
    }

    public IEnumerable<Tensor> Parameters => layers.SelectMany(layer => new[] { layer.Weight, layer.Bias });

    public int ParameterCount => Parameters.Sum(parameter => parameter.Count);

    /// <summary>Images <c>[rows, 64]</c> to logits <c>[rows, 10]</c>.</summary>
    public Tensor Logits(Tensor images)
    {
        Tensor signal = images.Linear(layers[0].Weight, layers[0].Bias);
        foreach ((Tensor weight, Tensor bias) in layers.Skip(1))
            signal = signal.Relu().Linear(weight, bias);
        return signal;
    }
}
