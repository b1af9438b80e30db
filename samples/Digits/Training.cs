using Autograd;
using Autograd.Optimization;

namespace Digits;

/// <summary>One pass over the training images, and the mean of −ln p(digit) after it, on those and on the test images.</summary>
public sealed record Epoch(int Number, double TrainingLoss, double TestLoss);

/// <summary>
/// Fits the network to the training images, in batches of a new order each epoch. The test images are only watched: nothing is
/// chosen by them. The constants did best on the last 300 training images when those were held out.
/// </summary>
public sealed class Training(Network network, DigitsData training, DigitsData test, int epochs, Random random)
{
    private const int BatchSize = 64;
    private const double LearningRate = 0.003;

    // A tenth of the target is spread over all digits, so that the network is not driven to certainty.
    private const float Smoothing = 0.1f;

    /// <summary>Trains, tells of each epoch when it is over, and returns them all.</summary>
    public IReadOnlyList<Epoch> Run(IProgress<Epoch> progress)
    {
        List<Epoch> history = [];
        Adam optimizer = new(network.Parameters, LearningRate);
        int[] order = [.. Enumerable.Range(0, training.Count)];
        for (int number = 1; number <= epochs; number++)
        {
            random.Shuffle(order);
            for (int start = 0; start < order.Length; start += BatchSize)
            {
                int[] batch = order[start..Math.Min(start + BatchSize, order.Length)];
                double done = number - 1 + (double)start / order.Length;
                optimizer.LearningRate = LearningRate * (1 + Math.Cos(Math.PI * done / epochs)) / 2;
                Step(optimizer, batch);
            }

            Epoch epoch = new(number, Evaluation.Of(network, training).Loss, Evaluation.Of(network, test).Loss);
            history.Add(epoch);
            progress.Report(epoch);
        }

        return history;
    }

    private void Step(Adam optimizer, int[] batch)
    {
        float[] pixels = new float[batch.Length * DigitsData.PixelCount], targets = new float[batch.Length * DigitsData.ClassCount];
        Array.Fill(targets, Smoothing / DigitsData.ClassCount);
        for (int i = 0; i < batch.Length; i++)
        {
            training.Image(batch[i]).CopyTo(pixels.AsSpan(i * DigitsData.PixelCount));
            targets[i * DigitsData.ClassCount + training.Labels[batch[i]]] += 1 - Smoothing;
        }

        // All memory of the step but the parameters' comes back at once, at the end of the scope.
        using TensorScope scope = new();
        Tensor logits = network.Logits(Tensor.From(pixels, batch.Length, DigitsData.PixelCount));
        Tensor loss = logits.CrossEntropy(Tensor.From(targets, batch.Length, DigitsData.ClassCount));
        optimizer.ZeroGrad();
        loss.Backward();
        optimizer.Step();
    }
}
