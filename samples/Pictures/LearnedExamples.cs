using Autograd;
using Digits;

namespace Pictures;

/// <summary>Larger graphs: a network that reads digits, and a recurrent one, whose steps are drawn as one box each.</summary>
public static class LearnedExamples
{
    private const int Epochs = 3, Rows = 32, Steps = 6;

    /// <summary>The network of the digits sample after a few epochs, on its first images.</summary>
    public static Example DigitsNetwork(IProgress<Epoch> progress)
    {
        (DigitsData training, DigitsData test) = DigitsData.Load(new Options().Data).Split();
        Random random = new(1);
        Network network = new([128, 64], random);
        new Training(network, training, test, Epochs, random).Run(progress);

        float[] pixels = [.. Enumerable.Range(0, Rows).SelectMany(row => training.Image(row).ToArray())];
        using Scope _ = Tape.KeepValues();
        Tensor images = Tensor.From(pixels, Rows, DigitsData.PixelCount).Named("images");
        Tensor loss = network.Logits(images).CrossEntropy(training.Labels.ToArray()[..Rows]).Named("loss");
        return new("digits-network", "The network that reads digits, with the loss of 32 images", loss, network.Parameters.First());
    }

    /// <summary>The same cell again and again; each step is a block, so that it can be drawn as one box.</summary>
    public static Example RecurrentNetwork()
    {
        Random random = new(2);
        Tensor weight = Tensor.Parameter(Tensor.Normal<double>(random, 3, 3) * 0.5, "W"), input = Tensor.Parameter(Tensor.Normal<double>(random, 2, 3), "U");
        Tensor state = Tensor.Zeros<double>(1, 3).Named("state");
        for (int step = 1; step <= Steps; step++)
        {
            using Scope _ = Tape.Named($"step {step}");
            state = (state.MatMul(weight) + Tensor.Normal<double>(random, 1, 2).MatMul(input)).Tanh();
        }

        Tensor result = state.Square().Sum().Named("energy");
        return new("recurrent-network", $"A recurrent network of {Steps} steps, each drawn as one box", result, weight)
        {
            Options = new() { Title = $"A recurrent network of {Steps} steps, each drawn as one box", Collapse = PictureCollapse.Blocks },
        };
    }
}
