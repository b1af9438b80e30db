using Curvature;

const string Help = """
    Walks through derivatives of first and second order, each beside its closed form.

    Usage: Curvature
           dotnet run -c Release --project samples/Curvature

      --help    this text
    """;

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Help);
    return 0;
}

if (args.Length > 0)
{
    Console.Error.WriteLine($"{args[0]}: there is no such option. See --help.");
    return 2;
}

Comparison comparison = new(Console.Out);
Action<Comparison>[] sections =
    [Derivatives.Walk, Directions.Walk, NewtonsMethod.Walk, GradientPenalty.Walk, Physics.Walk];
foreach (Action<Comparison> section in sections)
    section(comparison);
return comparison.Conclude() ? 0 : 1;
