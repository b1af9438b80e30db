using Autograd;

namespace Digits;

/// <summary>What a network makes of images: its loss, what it reads in each, and where it is wrong.</summary>
public sealed class Evaluation
{
    private Evaluation(double loss, DigitsData data, int[] readings)
    {
        (Loss, Data, Readings) = (loss, data, readings);
        for (int i = 0; i < readings.Length; i++)
            Confusion[data.Labels[i], readings[i]]++;
        Misread = [.. Enumerable.Range(0, data.Count).Where(i => readings[i] != data.Labels[i])];
    }

    public double Loss { get; }

    public DigitsData Data { get; }

    /// <summary>The digit that the network reads in each image.</summary>
    public IReadOnlyList<int> Readings { get; }

    /// <summary>How often a digit, the row, was read as another, the column.</summary>
    public int[,] Confusion { get; } = new int[DigitsData.ClassCount, DigitsData.ClassCount];

    /// <summary>The images that were read wrongly.</summary>
    public IReadOnlyList<int> Misread { get; }

    public int Correct => Data.Count - Misread.Count;

    public double Accuracy => (double)Correct / Data.Count;

    public static Evaluation Of(Network network, DigitsData data)
    {
        using Scope noGrad = Tape.NoGrad();
        using TensorScope scope = new();
        Tensor logits = network.Logits(Tensor.From(data.Pixels, data.Count, DigitsData.PixelCount));
        return new(logits.CrossEntropy(data.Labels).ToDouble(), data, logits.ArgMax(1));
    }
}
