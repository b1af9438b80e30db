using Digits;

try
{
    Options options = Options.Parse(args);
    if (options.WantsHelp)
    {
        Console.WriteLine(Options.Help);
        return 0;
    }

    (DigitsData training, DigitsData test) = DigitsData.Load(options.Data).Split();
    Random random = new(options.Seed);
    Network network = new(options.Hidden, random);
    Display display = Console.IsOutputRedirected ? new PlainDisplay() : new TerminalDisplay();
    display.Begin(options, network, training, test);

    IReadOnlyList<Epoch> epochs = display.Follow(options.Epochs, new Training(network, training, test, options.Epochs, random).Run);

    Evaluation result = Evaluation.Of(network, test);
    display.Show(result);
    string report = Path.GetFullPath(options.Output);
    File.WriteAllText(report, new Report(options, network, training, epochs, result).ToHtml());
    Console.WriteLine($"Report: {report}");
    return 0;
}
catch (UsageException error)
{
    Console.Error.WriteLine($"{error.Message} See --help.");
    return 2;
}
catch (DataException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"The report cannot be written: {error.Message}");
    return 1;
}
