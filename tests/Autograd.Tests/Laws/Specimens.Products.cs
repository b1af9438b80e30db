namespace Autograd.Tests.Laws;

public static partial class Specimens
{
    private static IEnumerable<Specimen> Products =>
    [
        .. Multiplied([3, 4], [4, 5]), .. Multiplied([4], [4]), .. Multiplied([4], [4, 3]), .. Multiplied([3, 4], [4]),
        .. Multiplied([2, 3, 4], [4, 5]), .. Multiplied([2, 3, 4], [2, 4, 5]), .. Multiplied([2, 1, 3, 4], [3, 4, 2]), .. Multiplied([3, 4], [2, 4, 5]),
        .. Multiplied([4], [2, 4, 5]), .. Multiplied([2, 3, 4], [4]), .. Multiplied([1, 1], [1, 1]), .. Multiplied([0, 3], [3, 2]), .. Multiplied([2, 0], [0, 3]),
        .. Multiplied([17, 33], [33, 18]),
        Of("Dot", "[4]", [new([4]), new([4])], x => x[0].Dot(x[1]), x => new([], [x[0].Data.Zip(x[1].Data, (a, b) => a * b).Sum()])),
        Of("Outer", "[3] [2]", [new([3]), new([2])], x => x[0].Outer(x[1]), x => Nd.Build([3, 2], i => x[0][i[0]] * x[1][i[1]])),
        Of("Trace", "[3,3]", [new([3, 3])], x => x[0].Trace(), x => new([], [x[0][0, 0] + x[0][1, 1] + x[0][2, 2]])),
        Of("Trace", "batch", [new([2, 2, 3])], x => x[0].Trace(), x => Nd.Build([2], i => x[0][i[0], 0, 0] + x[0][i[0], 1, 1])),
    ];

    private static IEnumerable<Specimen> Multiplied(int[] left, int[] right)
    {
        yield return Of("MatMul", $"[{string.Join(',', left)}] [{string.Join(',', right)}]", [new(left), new(right)], x => x[0].MatMul(x[1]), x =>
        {
            Nd a = x[0].Rank == 1 ? new([1, .. x[0].Shape], x[0].Data) : x[0], b = x[1].Rank == 1 ? new([.. x[1].Shape, 1], x[1].Data) : x[1];
            int[] batch = Together(a.Shape[..^2], b.Shape[..^2]);
            Nd full = Nd.Build([.. batch, a.Shape[^2], b.Shape[^1]], i => Enumerable.Range(0, a.Shape[^1])
                .Sum(p => a.Repeated([.. i[..^2], i[^2], p]) * b.Repeated([.. i[..^2], p, i[^1]])));
            int[] rows = x[0].Rank == 1 ? [] : [a.Shape[^2]], columns = x[1].Rank == 1 ? [] : [b.Shape[^1]];
            return new([.. batch, .. rows, .. columns], full.Data);
        }) with { Slack = 4 };
    }
}
