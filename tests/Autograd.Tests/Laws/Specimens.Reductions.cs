namespace Autograd.Tests.Laws;

public static partial class Specimens
{
    private static IEnumerable<Specimen> Reductions =>
    [
        .. Reduced("Sum", (x, axes, keep) => x.Sum(axes, keep), line => line.Sum(), empty: true),
        .. Reduced("Prod", (x, axes, keep) => x.Prod(axes, keep), line => line.Aggregate(1.0, (a, b) => a * b), empty: true),
        .. Reduced("LogSumExp", (x, axes, keep) => x.LogSumExp(axes, keep), line => line.Length == 0 ? double.NegativeInfinity : Math.Log(line.Sum(Math.Exp)), empty: true),
        .. Reduced("Mean", (x, axes, keep) => x.Mean(axes, keep), line => line.Average()),
        .. Reduced("Max", (x, axes, keep) => x.Max(axes, keep), line => line.Max()),
        .. Reduced("Min", (x, axes, keep) => x.Min(axes, keep), line => line.Min()),
        .. Reduced("Norm", (x, axes, keep) => x.Norm(2, axes, keep), line => Math.Sqrt(line.Sum(x => x * x)), label: "2"),
        .. Reduced("Norm", (x, axes, keep) => x.Norm(1, axes, keep), line => line.Sum(Math.Abs), label: "1"),
        .. Reduced("Norm", (x, axes, keep) => x.Norm(3, axes, keep), line => Math.Cbrt(line.Sum(x => Math.Pow(Math.Abs(x), 3))), label: "3"),
        .. Reduced("Norm", (x, axes, keep) => x.Norm(double.PositiveInfinity, axes, keep), line => line.Max(Math.Abs), label: "∞", low: 0.2),
        .. Reduced("Variance", (x, axes, keep) => x.Variance(axes, keep, correction: 0), line => Spread(line, 0), label: "population"),
        .. Reduced("StandardDeviation", (x, axes, keep) => x.StandardDeviation(axes, keep, correction: 0), line => Math.Sqrt(Spread(line, 0)), label: "population", single: false),
        Of("Sum", "all", [new([3, 5])], x => x[0].Sum(), x => x[0].Reduce([0, 1], false, line => line.Sum())),
        Of("Sum", "axis", [new([3, 70])], x => x[0].Sum(-1), x => x[0].Reduce([1], false, line => line.Sum())),
        Of("Sum", "long", [new([70, 67])], x => x[0].Sum(0, keepDims: true), x => x[0].Reduce([0], true, line => line.Sum())),
        Of("Mean", "all", [new([3, 5])], x => x[0].Mean(), x => x[0].Reduce([0, 1], false, line => line.Average())),
        Of("Mean", "axis", [new([3, 5])], x => x[0].Mean(0), x => x[0].Reduce([0], false, line => line.Average())),
        Of("Prod", "all", [new([2, 5])], x => x[0].Prod(), x => x[0].Reduce([0, 1], false, line => line.Aggregate((a, b) => a * b))),
        Of("Max", "all", [new([3, 5])], x => x[0].Max(), x => x[0].Reduce([0, 1], false, line => line.Max())),
        Of("Min", "axis", [new([3, 5])], x => x[0].Min(1, keepDims: true), x => x[0].Reduce([1], true, line => line.Min())),
        Of("LogSumExp", "axis", [new([3, 5])], x => x[0].LogSumExp(1), x => x[0].Reduce([1], false, line => Math.Log(line.Sum(Math.Exp)))),
        Of("Norm", "all", [new([3, 5])], x => x[0].Norm(), x => x[0].Reduce([0, 1], false, line => Math.Sqrt(line.Sum(x => x * x)))),
        Of("Variance", "sample", [new([3, 5])], x => x[0].Variance(1), x => x[0].Reduce([1], false, line => Spread(line, 1))),
        Of("StandardDeviation", "sample", [new([3, 5])], x => x[0].StandardDeviation(), x => x[0].Reduce([0, 1], false, line => Math.Sqrt(Spread(line, 1)))),
        .. Scanned("CumulativeSum", (x, axis) => x.CumulativeSum(axis), (a, b) => a + b),
        .. Scanned("CumulativeProduct", (x, axis) => x.CumulativeProduct(axis), (a, b) => a * b),
        .. Scanned("CumulativeMax", (x, axis) => x.CumulativeMax(axis), Math.Max),
        .. Scanned("CumulativeLogSumExp", (x, axis) => x.CumulativeLogSumExp(axis), (a, b) => Math.Log(Math.Exp(a) + Math.Exp(b))),
    ];

    private delegate Tensor Reduction(Tensor x, ReadOnlySpan<int> axes, bool keepDims);

    private static IEnumerable<Specimen> Reduced(string operation, Reduction function, Func<double[], double> reference,
        string label = "", bool empty = false, bool single = true, double low = -2)
    {
        List<(int[] Shape, int[] Axes)> cases = [([4], [0]), ([3, 4], [0]), ([3, 4], [-1]), ([2, 3, 4], [0, 2]), ([2, 3, 4], [1]), ([2, 3, 2, 2], [1, 2]), ([37], [0])];
        if (single)
            cases.AddRange([([], []), ([3], []), ([1], [0]), ([2, 0], [0])]);
        if (empty)
            cases.AddRange([([0], [0]), ([2, 0], [1])]);
        foreach ((int[] shape, int[] axes) in cases)
        {
            int[] front = [.. axes.Select(axis => axis < 0 ? axis + shape.Length : axis)];
            foreach (bool keep in new[] { false, true })
                yield return Of(operation, $"{label}[{string.Join(',', shape)}] over [{string.Join(',', axes)}]{(keep ? " kept" : "")}", [new(shape, low)],
                    x => function(x[0], axes, keep), x => x[0].Reduce(front, keep, reference)) with { Slack = 80 };
        }
    }

    private static IEnumerable<Specimen> Scanned(string operation, Func<Tensor, int, Tensor> function, Func<double, double, double> combine)
    {
        foreach ((int[] shape, int axis) in new (int[], int)[] { ([5], 0), ([3, 4], 0), ([3, 4], -1), ([2, 3, 2], 1), ([1], 0), ([2, 0], 1) })
            yield return Of(operation, $"[{string.Join(',', shape)}] along {axis}", [new(shape)], x => function(x[0], axis), x => x[0].Data.Length == 0 ? x[0] : x[0].Lines(axis, line =>
            {
                for (int i = 1; i < line.Length; i++)
                    line[i] = combine(line[i - 1], line[i]);
                return line;
            }));
    }

    private static double Spread(double[] line, int correction)
    {
        double mean = line.Average();
        return line.Sum(x => (x - mean) * (x - mean)) / (line.Length - correction);
    }
}
