namespace Autograd.Tests.Laws.Fuzz;

internal static partial class Operations
{
    private static IEnumerable<Operation> Layouts =>
    [
        new("Permute", (c, shape) => new(c.Order(shape.Length)), (x, p) => x[0].Permute(p), (x, p) => x[0].Permuted(p),
            p => $"{{0}}.Permute({Join(p)})") { Weight = 16 },
        new("Transpose", (c, shape) => shape.Length < 2 ? null : new([c.Axis(shape), c.Axis(shape)]),
            (x, p) => x[0].Transpose(p[0], p[1]),
            (x, p) => x[0].Permuted(Exchanged(x[0].Rank, p[0], p[1])), p => $"{{0}}.Transpose({Join(p)})") { Weight = 2 },
        OnAxis("Slice", (c, shape, axis) =>
        {
            int start = c.Next(Math.Max(shape[axis], 1)), stop = shape[axis] == 0 ? 0 : start + 1 + c.Next(shape[axis] - start);
            return [start, stop, 1 + c.Next(3)];
        }, (x, p) => x.Slice(p[0], p[1], p[2], p[3]), (x, p) => x.Sliced(p[0], p[1], (p[2] - p[1] + p[3] - 1) / p[3], p[3]))
            with { Weight = 5 },
        OnAxis("Flip", (_, _, _) => [], (x, p) => x.Flip(p[0]), (x, p) => x.Flipped(p[0])) with { Weight = 3 },
        OnAxis("Select", (c, shape, axis) => shape[axis] == 0 ? null : [c.Next(shape[axis])], (x, p) => x.Select(p[0], p[1]),
            (x, p) => x.Sliced(p[0], p[1], 1, 1).Reshaped(Without(x.Shape, p[0]))) with { Weight = 2 },
        new("Slices", (c, shape) => shape.Length < 2 || shape[0] == 0 || shape[^1] < 2 ? null
            : new([c.Next(shape[0]), 1 + c.Next(2)]),
            (x, p) => x[0][p[0], At.Rest, At.Step(1.., p[1])],
            (x, p) => x[0].Sliced(0, p[0], 1, 1).Sliced(x[0].Rank - 1, 1, (x[0].Shape[^1] - 2 + p[1]) / p[1],
                p[1]).Reshaped([.. x[0].Shape[1..^1], (x[0].Shape[^1] - 2 + p[1]) / p[1]]),
            p => $"{{0}}[{p[0]}, At.Rest, At.Step(1.., {p[1]})]"),
        new("Unsqueeze", (c, shape) => shape.Length > 4 ? null : new([c.Next(shape.Length + 1)]), (x, p) => x[0].Unsqueeze(p[0]),
            (x, p) => x[0].Reshaped([.. x[0].Shape[..p[0]], 1, .. x[0].Shape[p[0]..]]), p => $"{{0}}.Unsqueeze({p[0]})"),
        OnAxis("Squeeze", (_, shape, axis) => shape[axis] == 1 ? [] : null, (x, p) => x.Squeeze(p[0]),
            (x, p) => x.Reshaped(Without(x.Shape, p[0]))),
        new("Flatten", (_, _) => new([]), (x, _) => x[0].Flatten(), (x, _) => x[0].Reshaped([x[0].Values.Length]),
            _ => "{0}.Flatten()"),
        new("Reshape", (c, shape) => new(Regrouped(c, shape)), (x, p) => x[0].Reshape(p), (x, p) => x[0].Reshaped(p),
            p => $"{{0}}.Reshape({Join(p)})") { Weight = 3 },
        new("BroadcastTo", (c, shape) => shape.Length > 4 ? null
            : new([.. c.Next(2) == 0 ? (int[])[] : [1 + c.Next(3)], .. shape.Select(size => size == 1 ? 1 + c.Next(5) : size)]),
            (x, p) => x[0].BroadcastTo(p), (x, p) => x[0].BroadcastTo(p), p => $"{{0}}.BroadcastTo({Join(p)})") { Weight = 4 },
        new("Diagonal", (c, shape) => shape.Length == 0 ? null : new([c.Next(5) - 2]), (x, p) => x[0].Diagonal(p[0]),
            (x, p) => Diagonal(x[0], p[0]), p => $"{{0}}.Diagonal({p[0]})") { Weight = 2 },
        new("Trace", (_, shape) => shape.Length < 2 ? null : new([]), (x, _) => x[0].Trace(),
            (x, _) => Diagonal(x[0], 0).Reduced([x[0].Rank - 2], false, Number.Sum), _ => "{0}.Trace()"),
        Triangle("Tril", (x, k) => x.Tril(k), (row, column, k) => column - row <= k),
        Triangle("Triu", (x, k) => x.Triu(k), (row, column, k) => column - row >= k),
        OnAxis("Repeat", (c, _, _) => [1 + c.Next(3)], (x, p) => x.Repeat(p[1], p[0]),
            (x, p) => x.Picked(Grid.With(x.Shape, p[0], x.Shape[p[0]] * p[1]), i => Grid.With(i, p[0], i[p[0]] / p[1])))
            with { Text = p => $"{{0}}.Repeat({p[1]}, {p[0]})" },
        new("Tile", (c, shape) => new([.. shape.Select(_ => 1 + c.Next(2))]), (x, p) => x[0].Tile(p),
            (x, p) => x[0].Picked([.. x[0].Shape.Zip(p, (size, count) => size * count)],
                i => [.. i.Select((at, axis) => at % x[0].Shape[axis])]), p => $"{{0}}.Tile({Join(p)})"),
        new("Pad", (c, shape) => shape.Length == 0 ? null : new([c.Next(3), c.Next(3)]), (x, p) => x[0].Pad([(p[0], p[1])], 0.5),
            (x, p) => x[0].Along(x[0].Rank - 1,
                line => [.. Enumerable.Repeat((Number)0.5, p[0]), .. line, .. Enumerable.Repeat((Number)0.5, p[1])]),
                p => $"{{0}}.Pad([({p[0]}, {p[1]})], 0.5)"),
        new("Clone", (_, _) => new([]), (x, _) => x[0].Clone(), (x, _) => x[0], _ => "{0}.Clone()"),
        new("Contiguous", (_, _) => new([]), (x, _) => x[0].Contiguous(), (x, _) => x[0], _ => "{0}.Contiguous()"),
        OnAxis("Chunk", (c, _, _) => [1 + c.Next(3), c.Next(3)], (x, p) => x.Chunk(p[1], p[0])[p[2] % p[1]], Chunk)
            with { Text = p => $"{{0}}.Chunk({p[1]}, {p[0]})[{p[2] % p[1]}]" },
        OnAxis("Split", (c, shape, axis) => shape[axis] == 0 ? null : [1 + c.Next(shape[axis])],
            (x, p) => x.Split(p[1], p[0])[^1],
            (x, p) => x.Sliced(p[0], (x.Shape[p[0]] - 1) / p[1] * p[1], x.Shape[p[0]] - (x.Shape[p[0]] - 1) / p[1] * p[1], 1))
                with { Text = p => $"{{0}}.Split({p[1]}, {p[0]})[^1]" },
        OnAxis("IndexSelect", (c, shape, axis) => shape[axis] == 0 ? null
            : [.. Enumerable.Range(0, c.Next(5)).Select(_ => c.Next(shape[axis]))],
            (x, p) => x.IndexSelect(p[0], p[1..]), (x, p) => x.Along(p[0], line => [.. p[1..].Select(i => line[i])]))
                with { Weight = 2 },
        OnAxis("Gather", (c, shape, axis) => Count(shape) == 0 ? null
            : [.. Enumerable.Range(0, Count(shape) / shape[axis] * 2).Select(_ => c.Next(shape[axis]))],
            (x, p) => x.Gather(p[0], p[1..], Grid.With([.. x.Shape], p[0], 2)), (x, p) =>
            {
                Grid<int> places = new(Grid.With(x.Shape, p[0], 2), p[1..]);
                return x.Picked(places.Shape, i => Grid.With(i, p[0], places[i]));
            }) with { Text = p => $"{{0}}.Gather({p[0]}, [{Join(p[1..])}])" },
    ];

    /// <summary>An operation along one axis, its first parameter.</summary>
    private static Operation OnAxis(string name, Func<Choices, int[], int, int[]?> more, Func<Tensor, int[], Tensor> run,
        Func<Grid<Number>, int[], Grid<Number>> reference) => new(name,
        (c, shape) => shape.Length == 0 ? null : c.Axis(shape) is var axis && more(c, shape, axis) is { } rest
            ? new([axis, .. rest]) : null,
        (x, p) => run(x[0], p), (x, p) => reference(x[0], p), p => $"{{0}}.{name}({Join(p)})");

    private static Operation Triangle(string name, Func<Tensor, int, Tensor> run, Func<int, int, int, bool> keeps) => new(name,
        (c, shape) => shape.Length < 2 ? null : new([c.Next(3) - 1]), (x, p) => run(x[0], p[0]),
        (x, p) => Grid.From(x[0].Shape, i => keeps(i[^2], i[^1], p[0]) ? x[0][i] : 0), p => $"{{0}}.{name}({p[0]})");

    private static Grid<Number> Diagonal(Grid<Number> x, int k)
    {
        if (x.Rank == 1)
            return Grid.From<Number>([x.Shape[0] + Math.Abs(k), x.Shape[0] + Math.Abs(k)], i => i[1] - i[0] == k
                ? x[[Math.Min(i[0], i[1])]] : 0);
        int length = Math.Max(0, Math.Min(x.Shape[^2] + Math.Min(k, 0), x.Shape[^1] - Math.Max(k, 0)));
        return x.Picked([.. x.Shape[..^2], length], i => [.. i[..^1], i[^1] - Math.Min(k, 0), i[^1] + Math.Max(k, 0)]);
    }

    private static Grid<Number> Chunk(Grid<Number> x, int[] p)
    {
        int size = x.Shape[p[0]] / p[1], larger = x.Shape[p[0]] % p[1], part = p[2] % p[1];
        return x.Sliced(p[0], part * size + Math.Min(part, larger), size + (part < larger ? 1 : 0), 1);
    }

    /// <summary>The same elements under another shape: a split axis, or joined ones.</summary>
    private static int[] Regrouped(Choices c, int[] shape)
    {
        if (shape.Length == 0)
            return [1, 1];
        int axis = c.Axis(shape);
        if (axis + 1 < shape.Length && c.Next(2) == 0)
            return [.. shape[..axis], shape[axis] * shape[axis + 1], .. shape[(axis + 2)..]];
        int half = shape[axis] % 2 == 0 ? 2 : shape[axis] % 3 == 0 ? 3 : 1;
        return [.. shape[..axis], half, shape[axis] / half, .. shape[(axis + 1)..]];
    }

    private static int[] Exchanged(int rank, int a, int b)
    {
        int[] order = [.. Enumerable.Range(0, rank)];
        (order[a], order[b]) = (order[b], order[a]);
        return order;
    }

    private static int[] Without(int[] shape, int axis) => [.. shape[..axis], .. shape[(axis + 1)..]];
}
