namespace Digits;

/// <summary>What the command line asks for.</summary>
public sealed record Options
{
    public const string Help = """
        Trains a network to read handwritten digits, tests it, and draws a report.

        Usage: Digits [options]
               dotnet run -c Release --project samples/Digits -- [options]

          --epochs N        passes over the training images (60)
          --hidden N,N,…    sizes of the hidden layers (128,64)
          --seed N          where the random numbers begin (1)
          --data FILE       the images (data/digits.csv, beside the program)
          --output FILE     the report (digits.html)
          --help            this text
        """;

    private const int LargestEpochs = 100_000, LargestLayer = 10_000;

    public int Epochs { get; init; } = 60;

    public IReadOnlyList<int> Hidden { get; init; } = [128, 64];

    public int Seed { get; init; } = 1;

    public string Data { get; init; } = Path.Combine(AppContext.BaseDirectory, "data", "digits.csv");

    public string Output { get; init; } = "digits.html";

    public bool WantsHelp { get; init; }

    /// <summary>Reads <c>--name value</c> and <c>--name=value</c>; of an option given twice the last counts.</summary>
    /// <exception cref="UsageException">An option is unknown, or its value is missing or makes no sense.</exception>
    public static Options Parse(IReadOnlyList<string> arguments)
    {
        Options options = new();
        for (int i = 0; i < arguments.Count; i++)
        {
            string[] parts = arguments[i].Split('=', 2);
            string name = parts[0];
            if (name is "--help" or "-h")
                return options with { WantsHelp = true };
            if (name is not ("--epochs" or "--hidden" or "--seed" or "--data" or "--output"))
                throw new UsageException($"{name}: there is no such option.");
            string value = parts.Length == 2 ? parts[1]
                : i + 1 < arguments.Count ? arguments[++i]
                : throw new UsageException($"{name}: its value is missing.");
            options = name switch
            {
                "--epochs" => options with { Epochs = Number(name, value, 1, LargestEpochs) },
                "--hidden" => options with { Hidden = [.. value.Split(',').Select(size => Number(name, size, 1, LargestLayer))] },
                "--seed" => options with { Seed = Number(name, value, 0, int.MaxValue) },
                "--data" => options with { Data = FileName(name, value) },
                _ => options with { Output = FileName(name, value) },
            };
        }

        return options;
    }

    private static int Number(string name, string text, int least, int largest) =>
        int.TryParse(text, out int value) && value >= least && value <= largest ? value
        : throw new UsageException($"{name}: '{text}' is no whole number between {least} and {largest}.");

    private static string FileName(string name, string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new UsageException($"{name}: the file's name is empty.") : text;
}

/// <summary>The command line asks for something that there is not.</summary>
public sealed class UsageException(string message) : Exception(message);
