namespace CurveFit;

/// <summary>What the command line asks for.</summary>
public sealed record Options
{
    public const string Help = """
        Fits the curves of the NIST StRD nonlinear regression problems, by Levenberg and Marquardt's method with exact
        derivatives, and compares the results with the certified ones.

        Usage: CurveFit [options]
               dotnet run -c Release --project samples/CurveFit -- [options]

          --problem NAME    one problem, in full; without it all of them, a line each
          --start 1|2       from one of NIST's two starting points; without it from both
          --data FILE       the problems (data/nist/nonlinear.json, beside the program)
          --output FILE     the drawing of data and curve (curve-fit.svg)
          --list            names the problems and their curves
          --help            this text
        """;

    public string? Problem { get; init; }

    public IReadOnlyList<int> Starts { get; init; } = [1, 2];

    public string Data { get; init; } = CurveFit.Problem.DataFile;

    public string Output { get; init; } = "curve-fit.svg";

    public bool WantsList { get; init; }

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
            if (name is "--list")
            {
                options = options with { WantsList = true };
                continue;
            }

            if (name is not ("--problem" or "--start" or "--data" or "--output"))
                throw new UsageException($"{name}: there is no such option.");
            string value = parts.Length == 2 ? parts[1]
                : i + 1 < arguments.Count ? arguments[++i]
                : throw new UsageException($"{name}: its value is missing.");
            options = name switch
            {
                "--problem" => options with { Problem = ProblemName(name, value) },
                "--start" => options with { Starts = value is "1" or "2" ? [value[0] - '0'] : throw new UsageException($"{name}: '{value}' is neither 1 nor 2.") },
                "--data" => options with { Data = FileName(name, value) },
                _ => options with { Output = FileName(name, value) },
            };
        }

        return options;
    }

    private static string ProblemName(string name, string text) =>
        Models.Names.FirstOrDefault(known => known.Equals(text, StringComparison.OrdinalIgnoreCase))
        ?? throw new UsageException($"{name}: '{text}' is none of NIST's problems; --list names them.");

    private static string FileName(string name, string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new UsageException($"{name}: the file's name is empty.") : text;
}

/// <summary>The command line asks for something that there is not.</summary>
public sealed class UsageException(string message) : Exception(message);
