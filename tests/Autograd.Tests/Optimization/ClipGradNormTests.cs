using Autograd.Optimization;

namespace Autograd.Tests.Optimization;

public class ClipGradNormTests
{
    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void ScalesAllGradientsByOneFactor(DType type)
    {
        double[] first = [.. Enumerable.Range(1, 37).Select(i => (double)i)], second = [-3, 4];
        Tensor a = Parameter(first, type), b = Parameter(second, type), none = Tensor.Parameter(Tensor.Zeros<float>(4));
        double norm = Math.Sqrt(first.Concat(second).Sum(x => x * x));

        new[] { a, none, b }.ClipGradNorm(2).Should().BeApproximately(norm, 1e-12 * norm);

        Values(a).Should().Equal(first.Select(x => x * 2 / norm), (x, y) => Math.Abs(x - y) < 1e-6);
        Values(b).Should().Equal(second.Select(x => x * 2 / norm), (x, y) => Math.Abs(x - y) < 1e-6);
        none.Grad.Should().BeNull();
    }

    [Fact]
    public void LeavesGradientsWithinTheBoundAlone()
    {
        Tensor p = Parameter([3, 4], DType.Float64);
        Gradients.ClipGradNorm([p], 5).Should().Be(5);
        Values(p).Should().Equal(3, 4);
    }

    [Fact]
    public void AGradientReadBeforeKeepsItsValues()
    {
        Tensor p = Parameter([3, 4], DType.Float64);
        Tensor held = p.Grad!;
        Gradients.ClipGradNorm([p], 2.5);
        held.ToArray<double>().Should().Equal(3, 4);
        Values(p).Should().Equal(1.5, 2);
    }

    [Fact]
    public void AGradientMadeInsideAScopeOutlivesIt()
    {
        Tensor p = Parameter([3, 4], DType.Float64);
        _ = p.Grad;
        using (new TensorScope())
            Gradients.ClipGradNorm([p], 2.5);
        Values(p).Should().Equal(1.5, 2);
    }

    [Fact]
    public void SinglePrecisionDoesNotOverflow()
    {
        Tensor p = Parameter([3e30, 4e30], DType.Float32);
        Gradients.ClipGradNorm([p], 1).Should().BeApproximately(5e30, 1e24);
        Values(p).Should().Equal([0.6, 0.8], (x, y) => Math.Abs(x - y) < 1e-6);
    }

    [Theory]
    [InlineData(1.0, DType.Float64, 3e200), InlineData(1.0, DType.Float64, 3e307), InlineData(1e-3, DType.Float64, 1.7e308), InlineData(1e-250, DType.Float64, 1e-200)]
    [InlineData(1.0, DType.Float32, 3e19), InlineData(1.0, DType.Float32, 3e38), InlineData(1e-7, DType.Float32, 3e38), InlineData(1e-35, DType.Float32, 1e-30)]
    public void GradientsAreClippedWhereverTheyStand(double bound, DType type, double size)
    {
        Tensor p = Parameter([size, size * 0.75, -size], type), q = Parameter([size], type);
        double norm = new[] { p, q }.ClipGradNorm(bound), expected = size * Math.Sqrt(3.5625);
        if (double.IsFinite(expected))
            (norm / expected).Should().BeApproximately(1, 1e-7);
        else
            norm.Should().Be(double.PositiveInfinity);
        double[] clipped = [.. Values(p), .. Values(q)];
        clipped.Select(x => x / bound).Should().Equal([1 / Math.Sqrt(3.5625), 0.75 / Math.Sqrt(3.5625), -1 / Math.Sqrt(3.5625), 1 / Math.Sqrt(3.5625)],
            (x, y) => Math.Abs(x - y) < (type == DType.Float32 ? 1e-6 : 1e-14));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ANormThatIsNotFiniteLeavesTheGradientsToTheCaller(double value)
    {
        Tensor p = Parameter([1, value], DType.Float64);
        double.IsFinite(Gradients.ClipGradNorm([p], 0.1)).Should().BeFalse();
        Values(p).Should().Equal(1, value);
    }

    [Fact]
    public void LeavesNoGarbage()
    {
        Tensor[] parameters = Steps.ParametersWithGradients();
        double bound = parameters.ClipGradNorm(double.PositiveInfinity);
        Steps.Garbage(() => parameters.ClipGradNorm(bound *= 0.99)).Should().Be(0);
        List<Tensor> list = [.. parameters];
        Steps.Garbage(() => list.ClipGradNorm(bound *= 0.99)).Should().Be(0);
    }

    [Fact]
    public void RefusesBeforeChangingAny()
    {
        Tensor p = Parameter([3, 4], DType.Float64);
        Clip([p, p], 1).Should().Throw<ArgumentException>().WithMessage("ClipGradNorm: *given twice*");
        Clip([p, p * 2], 1).Should().Throw<ArgumentException>().WithMessage("ClipGradNorm: *no parameter*");
        Clip([p], -1).Should().Throw<ArgumentOutOfRangeException>().WithMessage("ClipGradNorm: a norm of at most -1 *");
        Clip([p], double.NaN).Should().Throw<ArgumentOutOfRangeException>();
        Values(p).Should().Equal(3, 4);
        Clip([], 1).Should().NotThrow();

        static Action Clip(Tensor[] parameters, double maxNorm) => () => parameters.ClipGradNorm(maxNorm);
    }

    private static Tensor Parameter(double[] gradient, DType type)
    {
        Tensor parameter = Tensor.Parameter(Tensor.Zeros<double>(gradient.Length).Cast(type));
        (parameter * 1).Backward(Tensor.From(gradient).Cast(type));
        return parameter;
    }

    private static double[] Values(Tensor parameter) => parameter.Grad!.Cast(DType.Float64).ToArray<double>();
}
