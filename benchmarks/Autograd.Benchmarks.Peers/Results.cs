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
        "matrix product 512 float32", "matrix product 512 float64", "training step 128: 784-256-128-10", "training step 32: 64-64-32-10",
        "chain of 2000 scalar operations: one of them", "sum of sigmoid(xw+b) relu(x) 1000000", "sum of sigmoid(xw+b) relu(x) fused 1000000",
        "add 1000000", "elementwise geometric mean float32", "elementwise geometric mean float64", "softmax with cross-entropy 128×1000",
        "layer norm 128×1000", "attention 8×8 heads 128×64", "LSTM of 50 steps", "Hessian–vector product of a tanh network",
        "gradient of Rosenbrock's function 1000", .. Figure.All.Select(figure => figure.Name),
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
        page.Append(CultureInfo.InvariantCulture, $"# Beside libtorch\n\n{Machine}.\n\n{Method}. ");
        page.Append("How, and what this does not show: [benchmarks](../../README.md#beside-libtorch).\n\n");
        page.Append("![How many times as fast as libtorch](ratios.svg)\n\n## In short\n\n");
        page.Append(Table(all.Where(row => Chosen.Contains(row.Name))));
        page.Append("\n## All\n\n");
        page.Append(Table(all));
        return page.ToString();
    }

    /// <summary>One line a case; for each number of threads both times and their ratio, in bold where it falls short of the aim.</summary>
    private static string Table(IEnumerable<Measurement> rows)
    {
        Measurement[] all = [.. rows];
        int[] threads = [.. all.Select(row => row.Threads).Distinct().Order()];
        string heads = string.Concat(threads.Select(n => $" Autograd, {Threads(n)} | libtorch | times as fast |"));
        StringBuilder table = new($"| µs, unless stated | aim |{heads}\n|---|--:|{string.Concat(threads.Select(_ => "--:|--:|--:|"))}\n");
        foreach (IGrouping<string, Measurement> same in all.GroupBy(row => row.Name))
        {
            string cells = string.Concat(threads.Select(n => Cells(same.FirstOrDefault(row => row.Threads == n))));
            table.Append(CultureInfo.InvariantCulture, $"| {same.Key} | {same.First().Aim} |{cells}\n");
        }

        return table.ToString();
    }

    private static string Cells(Measurement? row)
    {
        if (row is null)
            return " | | |";
        string bold = row.Missed ? "**" : "";
        return $" {Digits(row.Autograd)} | {Digits(row.Peer)} | {bold}{Digits(row.Ratio)}{bold} |";
    }

    private static string Threads(int number) => number == 1 ? "1 thread" : $"{number} threads";

    /// <summary>Three digits that count.</summary>
    private static string Digits(double? value) => value switch
    {
        null => "",
        >= 100 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("F2", CultureInfo.InvariantCulture),
    };
}
