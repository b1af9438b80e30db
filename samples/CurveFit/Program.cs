using CurveFit;

// Of all problems the one whose curve is the best to look at.
const string Drawn = "Gauss1";

try
{
    Options options = Options.Parse(args);
    if (options.WantsHelp)
    {
        Console.WriteLine(Options.Help);
        return 0;
    }

    IReadOnlyList<Problem> problems = Problem.Load(options.Data);
    Display display = Display.ForConsole();
    if (options.WantsList)
    {
        display.List(problems);
        return 0;
    }

    Problem[] chosen = [.. problems.Where(problem => options.Problem is null || problem.Name == options.Problem)];
    if (chosen.Length == 0)
        throw new DataException($"{options.Data}: the problem '{options.Problem}' is not there.");
    Fit[] fits = [.. chosen.SelectMany(problem => options.Starts.Select(start => Fit.Of(problem, start)))];
    if (options.Problem is null)
        display.Summarise(fits);
    else
        foreach (Fit fit in fits)
            display.Show(fit);

    string drawing = Path.GetFullPath(options.Output);
    Fit shown = fits.LastOrDefault(static fit => fit.Problem.Name == Drawn) ?? fits[^1];
    File.WriteAllText(drawing, Chart.ToSvg(shown));
    Console.WriteLine($"{shown.Problem.Name}, drawn: {drawing}");
    return fits.All(static fit => fit.IsRight) ? 0 : 1;
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
    Console.Error.WriteLine($"The drawing cannot be written: {error.Message}");
    return 1;
}
