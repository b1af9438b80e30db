using Autograd;
using Digits;
using Pictures;

if (args is ["--help" or "-h"] or [_, _, ..])
{
    Console.WriteLine("""
        Draws computational graphs with the numbers on them: as SVG, as pages to step through, for Graphviz, for Mermaid, and as text.

        Usage: dotnet run -c Release --project samples/Pictures [-- FOLDER]        (pictures)
        """);
    return args.Length == 1 ? 0 : 2;
}

try
{
    Gallery gallery = new(args.Length == 1 ? args[0] : "pictures");
    foreach (Example example in ClassicExamples.All)
        gallery.Add(example);
    gallery.Add(LearnedExamples.RecurrentNetwork());
    gallery.Add(LearnedExamples.DigitsNetwork(new ConsoleProgress()));
    Console.WriteLine($"Open {gallery.WriteIndex()}");
    return 0;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
