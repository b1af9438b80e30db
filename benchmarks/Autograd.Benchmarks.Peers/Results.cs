using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Autograd.Benchmarks.Peers;

/// <summary>The report: measurements as JSON, as a page of tables, and as a chart, in a folder of the processor's name.</summary>
/// <param name="Machine">What they were measured on.</param>
/// <param name="Method">How they were measured.</param>
/// <param name="Rows">The measurements.</param>
internal sealed record Results(string Machine, string Method, IReadOnlyList<Measurement> Rows)
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The short table's cases, as they stand in the repository's README.</summary>
    private static readonly string[] Chosen =
    [
        "matrix product 512 float32", "matrix product 512 float64", "training step 128", "training step 32", "chain of", "relu(x) 1000000",
        "fused 1000000", "add 1000000", "geometric mean", "cross-entropy 128", "layer norm 128", "attention", "Hessian", "LSTM", "function 1000",
        "process start", "resident", "deploy",
    ];

    /// <summary>Writes all files; rows that an earlier run measured in the same way, and this one did not, stay.</summary>
    public static void Save(IReadOnlyCollection<Measurement> rows, string method, [CallerFilePath] string source = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(source)!, "..", "results", Peers.Machine.Folder);
        Directory.CreateDirectory(folder);
        string data = Path.Combine(folder, "results.json");
        Results results = new(Peers.Machine.Description, method, rows.ToArray());
        if (File.Exists(data) && JsonSerializer.Deserialize<Results>(File.ReadAllText(data), Format) is { } earlier
            && (earlier.Machine, earlier.Method) == (results.Machine, results.Method))
            results = results with { Rows = [.. rows.UnionBy(earlier.Rows, row => (row.Name, row.Threads))] };
        results = results with { Rows = InOrder(results.Rows) };
        File.WriteAllText(data, JsonSerializer.Serialize(results, Format) + "\n");
        File.WriteAllText(Path.Combine(folder, "README.md"), results.Page());
        Chart.Save(results, Path.Combine(folder, "ratios.svg"));
        Console.WriteLine($"written to {Path.GetFullPath(folder)}");
    }

    private static Measurement[] InOrder(IEnumerable<Measurement> rows)
    {
        List<string> names = [.. Catalogue.Cases.Select(one => one.Name), .. Figure.All.Select(figure => figure.Name)];
        return [.. rows.OrderBy(row => names.IndexOf(row.Name)).ThenBy(row => row.Threads)];
    }

    private string Page()
    {
        Measurement[] all = [.. Rows, .. Measurement.GeometricMeans(Rows)];
        StringBuilder page = new();
        page.Append(CultureInfo.InvariantCulture, $"# Beside libtorch\n\n{Machine}.\n\n{Method}. How, and what this does not show: [benchmarks](../../README.md).\n\n");
        page.Append("![How many times as fast as libtorch](ratios.svg)\n\n## In short\n\n");
        Table(page, all.Where(row => Array.Exists(Chosen, text => row.Name.Contains(text, StringComparison.Ordinal))));
        page.Append("\n## All\n\n");
        Table(page, all);
        return page.ToString();
    }

    /// <summary>One line a case, with a pair of columns for each number of threads.</summary>
    private static void Table(StringBuilder page, IEnumerable<Measurement> rows)
    {
        page.Append("| case | threads | Autograd, µs | libtorch, µs | times as fast | aim |\n|---|---|---|---|---|---|\n");
        foreach (Measurement row in rows)
            page.Append(CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.Threads} | {Digits(row.Autograd)} | {Digits(row.Peer)} | {(row.Missed ? $"**{Digits(row.Ratio)}**" : Digits(row.Ratio))} | {row.Aim} |\n");
    }

    /// <summary>Three digits that count.</summary>
    private static string Digits(double? value) => value switch
    {
        null => "",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("F2", CultureInfo.InvariantCulture),
    };
}
