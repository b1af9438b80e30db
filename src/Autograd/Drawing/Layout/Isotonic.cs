namespace Autograd.Drawing;

/// <summary>min Σ wᵢ (xᵢ − wantedᵢ)² where x does not fall and stays within two bounds, solved exactly by pooling adjacent
/// violators.</summary>
internal sealed class Isotonic
{
    private readonly List<(double Value, double Weight, int Count)> pools = [];

    public void Add(double wanted, double weight)
    {
        (double Value, double Weight, int Count) pool = (wanted, weight, 1);
        while (pools.Count > 0 && pools[^1].Value > pool.Value)
        {
            var last = pools[^1];
            double sum = last.Weight + pool.Weight;
            // Differences first: pools of equal values keep exactly that value.
            pool = (pool.Value + (last.Value - pool.Value) * (last.Weight / sum), sum, last.Count + pool.Count);
            pools.RemoveAt(pools.Count - 1);
        }
        pools.Add(pool);
    }

    /// <summary>Writes the solution for what was added, and forgets it.</summary>
    public void Solve(Span<double> solution, double low, double high)
    {
        int filled = 0;
        foreach (var (value, _, count) in pools)
        {
            // Bounds that cross by a rounding error must not throw.
            solution.Slice(filled, count).Fill(Math.Max(low, Math.Min(high, value)));
            filled += count;
        }
        pools.Clear();
    }
}
