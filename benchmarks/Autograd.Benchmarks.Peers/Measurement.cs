namespace Autograd.Benchmarks.Peers;

/// <summary>What one case took in both libraries.</summary>
/// <param name="Name">The case.</param>
/// <param name="Threads">How many threads each library might use.</param>
/// <param name="Autograd">Microseconds here.</param>
/// <param name="Peer">Microseconds there; nothing where the peer did not load.</param>
/// <param name="Aim">How many times as fast it is to be.</param>
internal sealed record Measurement(string Name, int Threads, double Autograd, double? Peer, double? Aim)
{
    /// <summary>How many times as fast as the peer.</summary>
    public double? Ratio => Peer / Autograd;

    public bool Missed => Ratio < Aim;

    /// <summary>For each element type that was measured, the elementwise functions' geometric mean.</summary>
    public static IEnumerable<Measurement> GeometricMeans(IReadOnlyCollection<Measurement> all) =>
        from row in all
        where row.Name.StartsWith(ElementwiseFunctions.Prefix, StringComparison.Ordinal)
        group row by row.Name.Split(' ')[^1] into rows
        select new Measurement($"{ElementwiseFunctions.Prefix} geometric mean {rows.Key}", rows.First().Threads,
            Mean(rows.Select(row => row.Autograd)), rows.All(row => row.Peer is not null) ? Mean(rows.Select(row => row.Peer!.Value)) : null, 3);

    private static double Mean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
