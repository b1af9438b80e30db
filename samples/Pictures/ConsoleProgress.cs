using Digits;

namespace Pictures;

/// <summary>A line for each epoch.</summary>
public sealed class ConsoleProgress : IProgress<Epoch>
{
    public void Report(Epoch value) => Console.WriteLine($"epoch {value.Number}: loss {value.TrainingLoss:0.000}, on test images {value.TestLoss:0.000}");
}
