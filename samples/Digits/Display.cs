namespace Digits;

/// <summary>What is said while the network learns, and afterwards.</summary>
public abstract class Display
{
    public abstract void Begin(Options options, Network network, DigitsData training, DigitsData test);

    /// <summary>
    /// Runs the training, which tells of each epoch, and returns its result. What it tells is shown at once, on its thread;
    /// <see cref="Progress{T}"/> would pass it on to others, which may be late and in any order.
    /// </summary>
    public abstract R Follow<R>(int epochs, Func<IProgress<Epoch>, R> train);

    public abstract void Show(Evaluation result);

    protected static string Layers(Options options) =>
        string.Join('-', [DigitsData.PixelCount, .. options.Hidden, DigitsData.ClassCount]);

    protected static string Losses(Epoch epoch) => $"loss {epoch.TrainingLoss:F4}, on the test images {epoch.TestLoss:F4}";
}

/// <summary>For a pipe or a file: plain lines.</summary>
public sealed class PlainDisplay : Display
{
    public override void Begin(Options options, Network network, DigitsData training, DigitsData test) => Console.WriteLine(
        $"{Layers(options)} network, {network.ParameterCount} parameters, {training.Count} training images, {test.Count} test images, seed {options.Seed}");

    public override R Follow<R>(int epochs, Func<IProgress<Epoch>, R> train) => train(new Lines(epochs));

    public override void Show(Evaluation result)
    {
        Console.WriteLine($"Test loss {result.Loss:F4}");
        Console.WriteLine($"Test accuracy {result.Accuracy:P1} ({result.Correct} of {result.Data.Count})");
        Console.WriteLine("Confusion (rows: the digit, columns: as what it was read)");
        Console.WriteLine($"    {string.Concat(Enumerable.Range(0, DigitsData.ClassCount).Select(digit => $"{digit,4}"))}");
        for (int digit = 0; digit < DigitsData.ClassCount; digit++)
            Console.WriteLine($"{digit,4}{string.Concat(Enumerable.Range(0, DigitsData.ClassCount).Select(read => $"{result.Confusion[digit, read],4}"))}");
    }
    /// <summary>A line for the first epoch, the last, and some between.</summary>
    private sealed class Lines(int epochs) : IProgress<Epoch>
    {
        private readonly int every = Math.Max(1, epochs / 10);

        public void Report(Epoch epoch)
        {
            if (epoch.Number == 1 || epoch.Number == epochs || epoch.Number % every == 0)
                Console.WriteLine($"epoch {epoch.Number}/{epochs}: {Losses(epoch)}");
        }
    }
}
