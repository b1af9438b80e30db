namespace Autograd.Tests.Laws.Fuzz;

internal static partial class Operations
{
    /// <summary>The orders of norms that parameters name by their place.</summary>
    public static readonly double[] NormOrders = [1, 2, 3, double.PositiveInfinity];

    private static IEnumerable<Operation> Reductions =>
    [
        Reduce("Sum", (x, keep) => x.Sum(keep), (x, axis, keep) => x.Sum(axis, keep), (x, axes, keep) => x.Sum(axes, keep),
            Number.Sum, least: 0),
        Reduce("Prod", (x, keep) => x.Prod(keep), (x, axis, keep) => x.Prod(axis, keep), (x, axes, keep) => x.Prod(axes, keep),
            Number.Product, least: 0),
        Reduce("Mean", (x, keep) => x.Mean(keep), (x, axis, keep) => x.Mean(axis, keep), (x, axes, keep) => x.Mean(axes, keep),
            Mean),
        Reduce("Max", (x, keep) => x.Max(keep), (x, axis, keep) => x.Max(axis, keep), (x, axes, keep) => x.Max(axes, keep),
            Number.Largest),
        Reduce("Min", (x, keep) => x.Min(keep), (x, axis, keep) => x.Min(axis, keep), (x, axes, keep) => x.Min(axes, keep),
            line => 0 - Number.Largest([.. line.Select(x => 0 - x)])),
        Reduce("Variance", (x, keep) => x.Variance(keep), (x, axis, keep) => x.Variance(axis, keep),
            (x, axes, keep) => x.Variance(axes, keep), Variance, least: 2),
        Reduce("StandardDeviation", (x, keep) => x.StandardDeviation(keep), (x, axis, keep) => x.StandardDeviation(axis, keep),
            (x, axes, keep) => x.StandardDeviation(axes, keep),
            line => Root(Variance(line), 2), least: 2),
        Reduce("LogSumExp", (x, keep) => x.LogSumExp(keep), (x, axis, keep) => x.LogSumExp(axis, keep),
            (x, axes, keep) => x.LogSumExp(axes, keep),
            line => Number.Sum(line.Select(x => x.Through(Math.Exp))).Log()),
        new("Norm", (c, shape) => c.Axes(shape) is var axes && axes.Any(axis => shape[axis] == 0) ? null
            : new([c.Next(2), c.Next(NormOrders.Length), .. axes]),
            (x, p) => p.Length == 3 ? x[0].Norm(NormOrders[p[1]], p[2], p[0] == 1)
                : x[0].Norm(NormOrders[p[1]], p[2..], p[0] == 1),
            (x, p) => x[0].Reduced(p[2..], p[0] == 1, line => Norm(line, NormOrders[p[1]])),
            p => $"{{0}}.Norm({(p[1] == 3 ? "double.PositiveInfinity" : Literal(NormOrders[p[1]]))}, [{Join(p[2..])}], {Word(p[0] == 1)})") { Weight = 9 },
        OnAxis("ArgMax", (_, shape, _) => Count(shape) == 0 ? null : [],
            (x, p) => x.Gather(p[0], x.ArgMax(p[0]), Grid.With([.. x.Shape], p[0], 1)),
            (x, p) => x.Reduced([p[0]], true, Number.Largest)) with { Text = p => $"{{0}}.Gather({p[0]}, {{0}}.ArgMax({p[0]}))" },
    ];

    private static Number[] Directed(IReadOnlyList<Number> line) => [.. line.Select(x => x / Norm(line, 2))];

    private static IEnumerable<Operation> Lines =>
    [
        Line("Softmax", (x, axis) => x.Softmax(axis), Softmax),
        Line("LogSoftmax", (x, axis) => x.LogSoftmax(axis), line => [.. Softmax(line).Select(y => y.Log())]),
        Line("CumulativeSum", (x, axis) => x.CumulativeSum(axis),
            line => [.. line.Select((_, i) => Number.Sum(line[..(i + 1)]))]),
        Line("CumulativeProduct", (x, axis) => x.CumulativeProduct(axis),
            line => [.. line.Select((_, i) => Number.Product(line[..(i + 1)]))]),
        Line("CumulativeMax", (x, axis) => x.CumulativeMax(axis), line => [.. line.Select((_, i) => Number.Largest(line[..(i + 1)]))]),
        Line("CumulativeLogSumExp", (x, axis) => x.CumulativeLogSumExp(axis),
            line => [.. line.Select((_, i) => Number.Sum(line[..(i + 1)].Select(x => x.Through(Math.Exp))).Log())]),
        OnAxis("Normalize", (_, shape, _) => Count(shape) == 0 ? null : [], (x, p) => x.Normalize(2, p[0]), (x, p) => x.Along(p[0], Directed))
            with { Text = p => $"{{0}}.Normalize(2, {p[0]})" },
        new("CosineSimilarity", (c, shape) => Count(shape) == 0 || shape.Length == 0 ? null : new([c.Axis(shape)], shape),
            (x, p) => x[0].CosineSimilarity(x[1], p[0]), (x, p) => x[0].Along(p[0], Directed).With(x[1].Along(p[0], Directed), (a, b) => a * b)
                .Reduced([p[0]], false, Number.Sum), p => $"{{0}}.CosineSimilarity({{1}}, {p[0]})"),
        OnAxis("Sort", (c, _, _) => [c.Next(2)], (x, p) => x.Sort(p[0], p[1] == 1),
            (x, p) => x.Along(p[0], line => p[1] == 1 ? [.. Number.Ordered(line).Reverse()] : Number.Ordered(line)))
            with { Text = p => $"{{0}}.Sort({p[0]}, {Word(p[1] == 1)}).Values" },
        OnAxis("TopK", (c, shape, axis) => [c.Next(shape[axis] + 1)], (x, p) => x.TopK(p[1], p[0]),
            (x, p) => x.Along(p[0], line => [.. Number.Ordered(line).Reverse().Take(p[1])]))
            with { Text = p => $"{{0}}.TopK({p[1]}, {p[0]}).Values" },
        new("LayerNorm", (c, shape) => Count(shape) == 0 || shape.Length == 0 ? null : new([], [shape[^1]], [shape[^1]]),
            (x, _) => x[0].LayerNorm(x[1], x[2], 0.1),
            (x, _) => x[0].Along(x[0].Rank - 1,
                line => [.. Normalised(line).Select((y, i) => y * x[1].Values[i] + x[2].Values[i])]),
                _ => "{0}.LayerNorm({1}, {2}, 0.1)") { Weight = 5 },
        new("CrossEntropy", (c, shape) => Count(shape) == 0 || shape.Length == 0 ? null
            : new([.. Enumerable.Range(0, Count(shape) / shape[^1]).Select(_ => c.Next(shape[^1]))]),
            (x, p) => x[0].CrossEntropy(p), (x, p) => Scalar(Mean([.. Grid.Indices([.. x[0].Shape[..^1]])
                .Select((index, row) => 0 - Softmax([.. Enumerable.Range(0,
                    x[0].Shape[^1]).Select(i => x[0][[.. index, i]])])[p[row]].Log())])),
                    p => $"{{0}}.CrossEntropy([{Join(p)}])"),
        new("CrossEntropy", (c, shape) => Count(shape) == 0 || shape.Length == 0 ? null : new([], shape),
            (x, _) => x[0].CrossEntropy(x[1]),
            (x, _) => Scalar(0 - Number.Sum(x[1].With(x[0].Along(x[0].Rank - 1, line => [.. Softmax(line).Select(y => y.Log())]),
                (t, y) => t * y).Values) / (x[0].Values.Length / x[0].Shape[^1])),
            _ => "{0}.CrossEntropy({1})"),
    ];

    /// <summary>A reduction in its three forms; parameters are whether axes stay, and the axes.</summary>
    private static Operation Reduce(string name, Func<Tensor, bool, Tensor> all, Func<Tensor, int, bool, Tensor> one,
        Func<Tensor, int[], bool, Tensor> some,
        Func<IReadOnlyList<Number>, Number> reduce, int least = 1) => new(name,
        (c, shape) => c.Axes(shape) is var axes && axes.Aggregate(1, (count, axis) => count * shape[axis]) < least ? null
            : new([c.Next(2), .. axes]),
        (x, p) => p.Length - 1 == x[0].Rank ? all(x[0], p[0] == 1) : p.Length == 2 ? one(x[0], p[1] - x[0].Rank, p[0] == 1)
            : some(x[0], p[1..], p[0] == 1),
        (x, p) => x[0].Reduced(p[1..], p[0] == 1, reduce),
        p => $"{{0}}.{name}([{Join(p[1..])}], {Word(p[0] == 1)})") { Weight = 9 };

    private static Number Norm(IReadOnlyList<Number> line, double p) => p switch
    {
        1 => Number.Sum(line.Select(static x => x.Magnitude())),
        2 => Root(Number.Sum(line.Select(static x => x * x)), 2),
        3 => Root(Number.Sum(line.Select(static x => x * x * x.Magnitude())), 3),
        _ => Number.Largest([.. line.Select(static x => x.Magnitude())]),
    };

    private static Operation Line(string name, Func<Tensor, int, Tensor> run, Func<Number[], Number[]> replace) =>
        OnAxis(name, (_, _, _) => [], (x, p) => run(x, p[0]), (x, p) => x.Along(p[0], replace)) with { Weight = 5 };

    // A root of little has too steep a slope.
    private static Number Root(Number x, double p) => x.Value < 1e-2 ? Number.AtKink : x.Root(p);

    private static Number Mean(IReadOnlyList<Number> line) => Number.Sum(line) / line.Count;

    private static Number Variance(IReadOnlyList<Number> line)
    {
        Number mean = Mean(line);
        return Number.Sum(line.Select(x => (x - mean) * (x - mean))) / (line.Count - 1);
    }

    private static Number[] Softmax(Number[] line)
    {
        Number[] powers = [.. line.Select(static x => x.Through(Math.Exp))];
        Number sum = Number.Sum(powers);
        return [.. powers.Select(x => x / sum)];
    }

    private static Number[] Normalised(Number[] line)
    {
        Number mean = Mean(line), variance = Mean([.. line.Select(x => (x - mean) * (x - mean))]);
        Number scale = 1 / (variance + 0.1).Root(2);
        return [.. line.Select(x => (x - mean) * scale)];
    }
}
