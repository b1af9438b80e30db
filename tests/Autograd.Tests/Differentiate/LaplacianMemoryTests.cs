namespace Autograd.Tests.Differentiating;

/// <summary>A Laplacian takes a walk for each variable, and the memory of one.</summary>
[Collection(AloneCollection.Name)]
public sealed class LaplacianMemoryTests
{
    private const int Variables = 1000, Hidden = 256;

    private static readonly Tensor Inner = Tensor.Normal<double>(new Random(1), Variables, Hidden) * 0.03;
    private static readonly Tensor Outer = Tensor.Normal<double>(new Random(2), Hidden);
    private static readonly Tensor X = Tensor.Normal<double>(new Random(3), Variables);

    [Fact]
    public void It_agrees_with_the_closed_form_of_a_tanh_network()
    {
        Tensor h = X.MatMul(Inner).Tanh();
        double expected = (-2 * h * (1 - h.Square()) * Inner.Square().Sum(0) * Outer).Sum().ToDouble();
        Differentiate.Laplacian(F, X).ToDouble().Should().BeApproximately(expected, 1e-10);
    }

    [Fact]
    public void What_a_thousand_directions_leave_out_of_the_pool_is_less_than_four_gradients_take()
    {
        long gradient = LeftOut(() => Differentiate.Gradient(F, X)), laplacian = LeftOut(() => Differentiate.Laplacian(F, X));
        laplacian.Should().BeLessThan(4 * Math.Max(gradient, Variables * sizeof(double)));
    }

    // Without a scope or a collection in between, what is out of the pool afterwards is all that was not given back.
    private static long LeftOut(Action action)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long before = BufferPool.Outstanding;
        if (!GC.TryStartNoGCRegion(64 << 20))
            throw new InvalidOperationException("no region without collections could be had");
        try
        {
            action();
            return BufferPool.Outstanding - before;
        }
        finally
        {
            GC.EndNoGCRegion();
        }
    }

    private static Tensor F(Tensor x) => x.MatMul(Inner).Tanh().Dot(Outer);
}
