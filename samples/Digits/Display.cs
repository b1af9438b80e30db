namespace Digits;

/// <summary>What is said while the network learns, and afterwards.</summary>
public abstract class Display
{
    public abstract void Begin(Options options, Network network, DigitsData training, DigitsData test);

    /// <summary>Runs the training, which is given a way to show each epoch.</summary>
    public abstract void Follow(int epochs, Action<Action<Epoch>> train);

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

    public override void Follow(int epochs, Action<Action<Epoch>> train)
    {
        int every = Math.Max(1, epochs / 10);
        train(epoch =>
        {
            if (epoch.Number == 1 || epoch.Number == epochs || epoch.Number % every == 0)
                Console.WriteLine($"epoch {epoch.Number}/{epochs}: {Losses(epoch)}");
        });
    }

    public override void Show(Evaluation result)
    {
        Console.WriteLine($"Test loss {result.Loss:F4}");
        Console.WriteLine($"Test accuracy {result.Accuracy:P1} ({result.Correct} of {result.Data.Count})");
        Console.WriteLine("Confusion (rows: the digit, columns: as what it was read)");
        Console.WriteLine($"    {string.Concat(Enumerable.Range(0, DigitsData.ClassCount).Select(digit => $"{digit,4}"))}");
        for (int digit = 0; digit < DigitsData.ClassCount; digit++)
            Console.WriteLine($"{digit,4}{string.Concat(Enumerable.Range(0, DigitsData.ClassCount).Select(read => $"{result.Confusion[digit, read],4}"))}");
    }
}
