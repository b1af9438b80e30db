namespace Autograd.Tests.Differentiating;

/// <summary>Laplacian, divergence and curl against closed forms.</summary>
public sealed class FieldTests
{
    private static readonly Tensor X = Tensor.From([0.5, -1.0, 2.0]);

    [Fact]
    public void Laplacians_of_one_point_and_of_many()
    {
        Differentiate.Laplacian(x => x.Pow(3).Sum() + x[0] * x[1], X).ToDouble().Should().BeApproximately(9, 1e-13);
        Tensor points = Tensor.From([1.0, 2, 3, 4, 5, 6], 2, 3);
        Tensor found = Differentiate.Laplacian(x => x.Pow(3).Sum(1), points, batchDimensions: 1);
        found.Shape.ToArray().Should().Equal(2);
        found.ToArray<double>().Should().Equal(36, 90);
        Differentiate.Laplacian(x => x.Pow(3).Sum(-1), points.Reshape(2, 1, 3), 2).Shape.ToArray().Should().Equal(2, 1);
        Differentiate.Laplacian(x => x.Pow(3).Sum(), points).ToDouble().Should().BeApproximately(126, 1e-12);
        Differentiate.Laplacian(x => x.Sum(), Tensor.Zeros<double>(0)).ToDouble().Should().Be(0);
    }

    [Fact]
    public void A_laplacian_inside_a_loss_reaches_parameters()
    {
        Tensor weight = Tensor.Parameter(Tensor.From(2.0)), points = Tensor.From([1.0, 2, 3, 4], 2, 2);
        Tensor laplacian = Differentiate.Laplacian(x => weight.Square() * x.Pow(3).Sum(1), points, batchDimensions: 1);
        laplacian.ToArray<double>().Should().Equal(4 * 18, 4 * 42);
        laplacian.Mean().Backward();
        weight.Grad!.ToDouble().Should().BeApproximately(2 * 2 * (18 + 42) / 2, 1e-12);
        Tensor byPoints = Differentiate.Gradient(p => Differentiate.Laplacian(x => x.Pow(4).Sum(1), p, 1).Sum(), points);
        byPoints.ToArray<double>().Should().Equal(24, 48, 72, 96);
    }

    [Fact]
    public void An_estimate_is_near_and_knows_how_near()
    {
        Tensor matrix = Tensor.Normal<double>(new Random(2), 20, 20), x = Tensor.Normal<double>(new Random(3), 20);
        (Tensor value, double error) = Differentiate.LaplacianEstimate(v => v.Dot(matrix.MatMul(v)), x, 400, new Random(4));
        double exact = 2 * matrix.Trace().ToDouble();
        error.Should().BeInRange(0.1, 5);
        value.ToDouble().Should().BeApproximately(exact, 4 * error);
        (value, error) = Differentiate.LaplacianEstimate(v => v.Pow(3).Sum(), X, 2, new Random(4));
        value.ToDouble().Should().BeApproximately(9, 1e-12, "a diagonal Hessian is met exactly");
        error.Should().BeLessThan(1e-12);
        FluentActions.Invoking(() => Differentiate.LaplacianEstimate(v => v.Sum(), X, 1, new Random(4))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Divergence_and_curl()
    {
        Differentiate.Divergence(v => Tensor.Stack([v[0].Square(), v[0] * v[1], v[2].Pow(3)]), X).ToDouble().Should().BeApproximately(13.5, 1e-13);
        Differentiate.Divergence(v => v.Transpose() * 2 + v, Tensor.Ones<double>(2, 2)).ToDouble().Should().Be(8);
        Differentiate.Curl(v => Tensor.Stack([-v[1], v[0], v[2]]), X).ToArray<double>().Should().Equal(0, 0, 2);
        Differentiate.Curl(v => Tensor.Stack([v[1] * v[2], v[0] * v[2].Square(), v[0] * v[1]]), X).ToArray<double>()
            .Should().Equal(0.5 - 2 * 0.5 * 2, 0, 4 - 2);
        Differentiate.Curl(Differentiate.Gradient(v => v.Sin().Sum() * v.Prod()), X).ToArray<double>().Should().OnlyContain(value => Math.Abs(value) < 1e-14);
    }

    [Fact]
    public void Fields_are_differentiable()
    {
        Differentiate.Gradient(x => Differentiate.Divergence(v => v.Pow(3), x), X).ToArray<double>().Should().Equal(3, -6, 12);
        Differentiate.Jacobian(x => Differentiate.Curl(v => Tensor.Stack([v[1].Square(), v[2].Square(), v[0].Square()]), x), X).ToArray<double>()
            .Should().Equal(0, 0, -2, -2, 0, 0, 0, -2, 0);
    }
}
