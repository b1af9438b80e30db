using System.Runtime.CompilerServices;
using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>Operations in a row: on single numbers, where all is overhead, and on vectors, one by one or fused.</summary>
internal static class Chains
{
    private const int Operations = 2_000;

    public static IEnumerable<Case> Cases =>
    [
        new Case($"chain of {Operations} scalar operations: one of them", 40, ScalarChain) { Operations = Operations },
        .. from size in new (int Count, double Aim)[] { (1_000, 5), (32_000, 2), (1_000_000, 2), (10_000_000, 10) }
           select new Case($"sum of sigmoid(xw+b) relu(x) {size.Count}", size.Aim,
               () => Sum(size.Count, x => ((x[0] * x[1] + x[2]).Sigmoid() * x[0].Relu()).Sum())),
        .. from count in new[] { 1_000, 32_000, 1_000_000, 10_000_000 }
           select new Case($"sum of sigmoid(xw+b) relu(x) fused {count}", 5,
               () => Sum(count, x => Tensor.Map(new GatedRelu(), x[0], x[1], x[2]).Sum())),
    ];

    private static Rivals ScalarChain() => Sides.Of(
        [new([0.5], [], DType.Float32), new([0.999], [], DType.Float32, Constant: true), new([0.001], [], DType.Float32, Constant: true)],
        x =>
        {
            Tensor y = x[0];
            for (int i = 0; i < Operations / 2; i++)
                y = y * x[1] + x[2];
            return y;
        },
        x =>
        {
            torch.Tensor y = x[0];
            for (int i = 0; i < Operations / 2; i++)
                y = y * x[1] + x[2];
            return y;
        });

    private static Rivals Sum(int count, Func<Tensor[], Tensor> autograd)
    {
        Draw draw = new();
        return Sides.Of([draw.Normal(count), draw.Normal(count), draw.Normal(count)], autograd,
            x => (torch.sigmoid(x[0] * x[1] + x[2]) * x[0].relu()).sum());
    }

    /// <summary>sigmoid(x·w + b)·relu(x) as one formula.</summary>
    private readonly struct GatedRelu : IFormula3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public R Of<R>(R x, R w, R b) where R : struct, IReal<R> => R.Select(x > 0, x, 0) / (1 + R.Exp(-(x * w + b)));
    }
}
