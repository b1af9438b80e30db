namespace Autograd.Tests.Differentiation;

public sealed class CriticalPointTests
{
    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void Points_are_told_apart(DType type)
    {
        Tensor origin = Tensor.From([0.0, 0]).Cast(type);
        static Tensor Form(Tensor x, double a, double b) => a * x[0].Square() + b * x[1].Square();
        Kind(x => Form(x, 1, 3), origin).Should().Be(CriticalPointKind.Minimum);
        Kind(x => Form(x, -1, -3), origin).Should().Be(CriticalPointKind.Maximum);
        Kind(x => Form(x, 1, -3), origin).Should().Be(CriticalPointKind.Saddle);
        Kind(x => Form(x, 1, 0) + x[1].Pow(4), origin).Should().Be(CriticalPointKind.Degenerate);
        Kind(x => Form(x, 1, 3) + x[0], origin).Should().Be(CriticalPointKind.NotCritical);
        Kind(x => x.Sum(), origin).Should().Be(CriticalPointKind.NotCritical);
        Kind(x => (x * 0).Sum() + 1, origin).Should().Be(CriticalPointKind.Degenerate);
        // The verdict does not depend on the function's unit.
        Kind(x => Form(x, 1e-20, 3e-20), origin).Should().Be(CriticalPointKind.Minimum);
        Kind(x => 1e-20 * (Form(x, 1, 3) + x[0]), origin).Should().Be(CriticalPointKind.NotCritical);

        static CriticalPointKind Kind(Func<Tensor, Tensor> f, Tensor x) => Differentiate.ClassifyCriticalPoint(f, x).Kind;
    }

    [Fact]
    public void Himmelblaus_function_has_its_known_points()
    {
        static Tensor Himmelblau(Tensor x) => (x[0].Square() + x[1] - 11).Square() + (x[0] + x[1].Square() - 7).Square();
        CriticalPoint minimum = Differentiate.ClassifyCriticalPoint(Himmelblau, Tensor.From([3.0, 2]));
        minimum.Kind.Should().Be(CriticalPointKind.Minimum);
        minimum.GradientNorm.Should().Be(0);
        minimum.Eigenvalues.ToArray<double>().Should().SatisfyRespectively(
            first => first.Should().BeApproximately(54 - Math.Sqrt(800), 1e-12), second => second.Should().BeApproximately(54 + Math.Sqrt(800), 1e-12));
        minimum.Eigenvectors.RequiresGrad.Should().BeFalse();
        Differentiate.ClassifyCriticalPoint(Himmelblau, Tensor.From([-0.2708445906694, -0.9230385564665])).Kind.Should().Be(CriticalPointKind.Maximum);
        Differentiate.ClassifyCriticalPoint(Himmelblau, Tensor.From([0.0866775045550, 2.8842547011420])).Kind.Should().Be(CriticalPointKind.Saddle);
        Differentiate.ClassifyCriticalPoint(Himmelblau, Tensor.From([3.001, 2])).Kind.Should().Be(CriticalPointKind.NotCritical);
    }

    [Fact]
    public void Points_may_have_any_shape_but_must_have_elements()
    {
        CriticalPoint found = Differentiate.ClassifyCriticalPoint(x => -x.Square().Sum(), Tensor.Zeros<double>(2, 2));
        found.Kind.Should().Be(CriticalPointKind.Maximum);
        found.Eigenvectors.Shape.ToArray().Should().Equal(4, 4);
        FluentActions.Invoking(() => Differentiate.ClassifyCriticalPoint(x => x.Sum(), Tensor.Zeros<double>(0))).Should().Throw<ArgumentException>().WithMessage("ClassifyCriticalPoint: *no elements*");
        FluentActions.Invoking(() => Differentiate.ClassifyCriticalPoint(x => x.Square(), Tensor.Zeros<double>(2))).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => Differentiate.ClassifyCriticalPoint(x => x.Sqrt().Sum(), Tensor.Zeros<double>(2))).Should().Throw<ArgumentException>().WithMessage("ClassifyCriticalPoint: *NaN*");
    }

    [Fact]
    public void Polar_coordinates_stretch_areas_by_the_radius()
    {
        static Tensor Polar(Tensor x) => Tensor.Stack([x[0] * x[1].Cos(), x[0] * x[1].Sin()]);
        Tensor at = Tensor.From([2.5, 0.7]);
        (Tensor sign, Tensor size) = Differentiate.JacobianDeterminant(Polar, at);
        sign.ToDouble().Should().Be(1);
        size.ToDouble().Should().BeApproximately(Math.Log(2.5), 1e-14);
        Differentiate.JacobianDeterminant(x => Polar(x.Flip(0)), Tensor.From([0.7, 2.5])).Sign.ToDouble().Should().Be(-1);
        double[] gradient = Differentiate.Gradient(x => Differentiate.JacobianDeterminant(Polar, x).LogAbs, at).ToArray<double>();
        gradient[0].Should().BeApproximately(0.4, 1e-14);
        gradient[1].Should().BeApproximately(0, 1e-14);
        Differentiate.JacobianDeterminant(x => x.Reshape(4) * 3, Tensor.Ones<double>(2, 2)).LogAbs.ToDouble().Should().BeApproximately(4 * Math.Log(3), 1e-14);
        FluentActions.Invoking(() => Differentiate.JacobianDeterminant(x => x.Sum(), at)).Should().Throw<ArgumentException>().WithMessage("JacobianDeterminant: *[2] into []*");
    }
}
