using Autograd.Tests.Ops;

namespace Autograd.Tests.Laws;

public static partial class Specimens
{
    private static IEnumerable<Specimen> Maps =>
    [
        .. Each("Map", x => x.Map(new Swish(1.5)), x => x / (1 + Math.Exp(-1.5 * x)), label: "1 "),
        .. Both("Map", (x, y) => Tensor.Map(new Ripple(), x, y), (x, y) => x * Math.Sin(x * y)),
        Of("Map", "3", [new([2, 3], 0.2, 1), new([3], 0.2, 1), new([2, 1], 0.5, 1.2)], x => Tensor.Map(new Reach(), x[0], x[1], x[2]),
            x => Nd.Build([2, 3], i => Math.Min(Math.Sqrt(Math.Pow(x[0][i], 2) + Math.Pow(x[1][i[1]], 2)), x[2][i[0], 0]))),
        Of("Map", "4", [new([19]), new([]), new([19]), new([1])], x => Tensor.Map(new Cubic(), x[0], x[1], x[2], x[3]),
            x => Nd.Build([19], i => ((x[1].Data[0] * x[0][i] + x[2][i]) * x[0][i] + x[3].Data[0]) * x[0][i])) with { Slack = 4 },
        Of("Map", "5", [new([5], 0.8, 1.2), new([5], 0.8, 1.2), new([5], 0.5, 1), new([], 0.01, 0.05), new([5], 0.2, 0.5)],
            x => Tensor.Map(new BlackScholes(), x[0], x[1], x[2], x[3], x[4]),
            x => Nd.Build([5], i =>
            {
                double spread = x[4][i] * Math.Sqrt(x[2][i]), up = (Math.Log(x[0][i] / x[1][i]) + (x[3].Data[0] + 0.5 * x[4][i] * x[4][i]) * x[2][i]) / spread;
                double Normal(double d) => 0.5 * (1 + Erf(d / Math.Sqrt(2)));
                return x[0][i] * Normal(up) - x[1][i] * Math.Exp(-x[3].Data[0] * x[2][i]) * Normal(up - spread);
            })) with { Slack = 10 },
    ];
}
