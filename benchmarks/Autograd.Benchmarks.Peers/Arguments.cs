using System.Globalization;

namespace Autograd.Benchmarks.Peers;

/// <summary>What stands on the command line behind <c>quick</c>.</summary>
internal sealed class Arguments
{
    private readonly List<string> texts = [];

    public Arguments(IEnumerable<string> arguments)
    {
        Queue<string> rest = new(arguments);
        while (rest.TryDequeue(out string? argument))
        {
            if (argument == "--save")
                Save = true;
            else if (argument == "--mean")
                Mean = true;
            else if (argument == "--threads" && rest.TryDequeue(out string? numbers))
                Threads = [.. numbers.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
            else
                texts.Add(argument);
        }
    }

    /// <summary>How many threads the libraries may use, in turn: <c>--threads 1,2</c>.</summary>
    public int[] Threads { get; } = [1];

    /// <summary>Whether to write the report: <c>--save</c>.</summary>
    public bool Save { get; }

    /// <summary>Whether the mean of all bursts counts, rather than the best: <c>--mean</c>, for what a busy machine does to both.</summary>
    public bool Mean { get; }

    /// <summary>Whether a case is wanted: its name contains one of the texts, or none were given.</summary>
    public bool Asks(string name) => texts.Count == 0 || texts.Exists(text => name.Contains(text, StringComparison.OrdinalIgnoreCase));
}
