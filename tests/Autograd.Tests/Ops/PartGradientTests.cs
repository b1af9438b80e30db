namespace Autograd.Tests;

/// <summary>Gradients of several parts of one tensor, which a walk adds up where they stand.</summary>
public class PartGradientTests
{
    private static readonly Func<Tensor, Tensor>[] Functions =
    [
        static x => (x[1..] * x[..^1].Square()).Sum(),
        static x => (x[.., 1..] * x[.., ..^1]).Sum() + (x[.., At.Step(.., 2)] * x[0, 0]).Sum(),
        static x => (x * x).Sum() + x[2].Sum() * x[^1, ^1] + (x.Transpose()[1..] * 3).Sum(),
        static x => (x.IndexSelect(0, 2, 0, 2) * x.IndexSelect(1, 1, 1, 0, 3, 2)[..3]).Sum() + x[1..3].Square().Sum(),
        static x => (x.Gather(1, [2, 2, 0, 1, 4, 4, 4, 0], 4, 2) * x[.., 1..3]).Sum() + x.Flip(0)[0].Sum(),
        static x => x[0].Sum(),
        static x => x + (x[1] * x[2]).BroadcastTo(x.Shape),
    ];

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void PartsAddUp(DType type)
    {
        Tensor x = Tensor.Parameter(Tensor.Normal<double>(new Random(3), 4, 5).Cast(type));
        for (int i = 0; i < Functions.Length; i++)
        {
            Tensor y = Functions[i](x);
            foreach (Tensor upstream in (Tensor[])[Draw(type, [.. y.Shape]), Draw(type, [3, .. y.Shape])])
            {
                double[] before = upstream.Doubles();
                Tensor fast = BackwardWalk.To([y], [upstream], [x], createGraph: false, "Vjp")[0]!;
                Tensor traced = BackwardWalk.To([y], [upstream], [x], createGraph: true, "Vjp")[0]!;
                fast.Shape.Should().Equal(traced.Shape);
                fast.ShouldHold(traced.Doubles(), $"by function {i}");
                upstream.Doubles().Should().Equal(before, "the upstream is the caller's");
            }
        }
    }

    private static Tensor Draw(DType type, params int[] shape) => Tensor.Normal<double>(new Random(5), shape).Cast(type);
}
