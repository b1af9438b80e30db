using System.Globalization;
using System.Text.Json.Serialization;

namespace Autograd.Benchmarks.Peers;

/// <summary>What one case took in both libraries.</summary>
/// <param name="Name">The case.</param>
/// <param name="Threads">How many threads each library might use.</param>
/// <param name="Autograd">Microseconds here, unless the name states another unit.</param>
/// <param name="Peer">The same there; nothing where the peer did not load.</param>
/// <param name="Aim">How many times as fast it is to be.</param>
internal sealed record Measurement(string Name, int Threads, double Autograd, double? Peer, double? Aim)
{
    /// <summary>The columns of a measurement as it prints.</summary>
    public static string Header { get; } =
        $"{"case",-48}, {"autograd_us",12}, {"torch_us",12}, {"times_as_fast",13}, {"aim",5}, threads, missed";

    /// <summary>How many times as fast as the peer.</summary>
    public double? Ratio => Peer / Autograd;

    [JsonIgnore]
    public bool Missed => Ratio < Aim;

    /// <summary>The elementwise functions' geometric mean, for each element type and number of threads that were measured in full.</summary>
    public static IEnumerable<Measurement> GeometricMeans(IEnumerable<Measurement> all) =>
        from row in all
        where row.Name.StartsWith(ElementwiseFunctions.Prefix, StringComparison.Ordinal) && row.Peer is not null
        group row by (Type: row.Name.Split(' ')[^1], row.Threads) into rows
        where rows.Count() == ElementwiseFunctions.Count
        select new Measurement($"{ElementwiseFunctions.Prefix} geometric mean {rows.Key.Type}", rows.Key.Threads,
            Mean(rows.Select(row => row.Autograd)), Mean(rows.Select(row => row.Peer!.Value)), ElementwiseFunctions.AimOfMean);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Name,-48}, {Autograd,12:F3}, {Peer,12:F3}, {Ratio,13:F2}, {Aim,5}, {Threads,7}, {(Missed ? "MISSED" : "")}");

    private static double Mean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
