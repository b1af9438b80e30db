using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>Rows brought to a common scale, forward and backward: long rows and many short ones.</summary>
internal static class Normalisations
{
    private static readonly (int Rows, int Columns)[] Sizes = [(128, 1000), (4096, 128)];

    public static IEnumerable<Case> Cases =>
    [
        .. Of("softmax with cross-entropy", 1.5, (draw, rows, columns) =>
        {
            int[] labels = draw.Labels(rows, columns);
            long[] wide = Array.ConvertAll(labels, label => (long)label);
            Lazy<torch.Tensor> targets = new(() => torch.tensor(wide).DetachFromDisposeScope());
            return Sides.Of([draw.Normal(rows, columns)],
                x => x[0].CrossEntropy(labels), x => torch.nn.functional.cross_entropy(x[0], targets.Value));
        }),
        .. Of("softmax and weighted sum", 1.5, (draw, rows, columns) => Sides.Of(
            [draw.Normal(rows, columns), draw.Normal(rows, columns).AsConstant()],
            x => (x[0].Softmax() * x[1]).Sum(), x => (x[0].softmax(-1) * x[1]).sum())),
        .. Of("layer norm", 1.5, (draw, rows, columns) => Sides.Of(
            [draw.Normal(rows, columns), draw.Normal(columns), draw.Normal(columns)],
            x => x[0].LayerNorm(x[1], x[2]),
            x => torch.nn.functional.layer_norm(x[0], [columns], x[1], x[2]),
            upstream: draw.Normal(rows, columns))),
        .. Of("(x - column mean)² summed", 2, (draw, rows, columns) => Sides.Of([draw.Normal(rows, columns)],
            x => (x[0] - x[0].Mean(0, keepDims: true)).Square().Sum(),
            x => (x[0] - x[0].mean([0], keepdim: true)).square().sum())),
    ];

    private static IEnumerable<Case> Of(string name, double aim, Func<Draw, int, int, Rivals> make) => Sizes.Select(size =>
        new Case($"{name} {size.Rows}×{size.Columns}", aim, () => make(new(), size.Rows, size.Columns)));
}
