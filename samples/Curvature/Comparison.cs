using Autograd;

namespace Curvature;

/// <summary>Prints what was computed beside what mathematics says, and remembers whether they agree.</summary>
public sealed class Comparison(TextWriter output)
{
    private int agreed, differed;

    public void Title(string title) => output.WriteLine($"{Environment.NewLine}{title}");

    public void Say(string line) => output.WriteLine($"  {line}");

    public void Beside(string name, Tensor found, double[] expected, double tolerance = 1e-12)
    {
        double[] values = found.Detach().ToArray<double>();
        double size = Math.Max(1, expected.Max(Math.Abs));
        bool agree = values.Length == expected.Length && values.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance * size);
        (agreed, differed) = agree ? (agreed + 1, differed) : (agreed, differed + 1);
        output.WriteLine($"  {name}");
        output.WriteLine($"    found        {Numbers(values)}");
        output.WriteLine($"    closed form  {Numbers(expected)}{(agree ? "" : "   THEY DIFFER")}");
    }

    public bool Conclude()
    {
        output.WriteLine($"{Environment.NewLine}{agreed} of {agreed + differed} results agree with their closed forms.");
        return differed == 0;
    }

    private static string Numbers(double[] values) => string.Join("  ", values.Select(static value => $"{value:G10}"));
}
