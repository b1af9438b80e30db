using Autograd.Optimization;

namespace Autograd.Tests.Optimization;

/// <summary>See also the problems of NIST, in Samples/NistTests.</summary>
public class LevenbergMarquardtTests
{
    private static readonly Tensor Times = Tensor.Linspace(0.0, 4.0, 30);

    [Fact]
    public void SolvesALinearProblemAsTheNormalEquationsDo()
    {
        double[] t = Times.ToArray<double>(), y = [.. t.Select((x, i) => 3 - 2 * x + 0.01 * (i % 3 - 1))];
        Tensor data = Tensor.From(y);
        LeastSquaresReport fit = LevenbergMarquardt.Minimize(b => data - (b[0] + b[1] * Times), Tensor.From([0.0, 0.0]));

        double meanX = t.Average(), meanY = y.Average(), sxx = t.Sum(x => (x - meanX) * (x - meanX));
        double slope = t.Zip(y, (x, value) => (x - meanX) * (value - meanY)).Sum() / sxx, level = meanY - slope * meanX;
        double rss = t.Zip(y, (x, value) => Math.Pow(value - level - slope * x, 2)).Sum(), variance = rss / (t.Length - 2);
        fit.HasConverged.Should().BeTrue();
        fit.Parameters.ToArray<double>().Should().BeEquivalentTo([level, slope], Closely(1e-13));
        fit.SumOfSquares.Should().BeApproximately(rss, 1e-15);
        fit.Residuals.Square().Sum().ToDouble().Should().BeApproximately(rss, 1e-15);
        fit.GradientNorm.Should().BeLessThan(1e-12);
        fit.Covariance!.ToArray<double>().Should().BeEquivalentTo(
            [variance * (1.0 / t.Length + meanX * meanX / sxx), -variance * meanX / sxx, -variance * meanX / sxx, variance / sxx], Closely(1e-13));
        fit.StandardDeviations!.ToArray<double>().Should().BeEquivalentTo(
            [Math.Sqrt(variance * (1.0 / t.Length + meanX * meanX / sxx)), Math.Sqrt(variance / sxx)], Closely(1e-13));
    }

    [Fact]
    public void FindsAnExactFitOfParametersOfAnyShape()
    {
        Tensor truth = Tensor.From(new[,] { { 2.0, -0.7 }, { -1.0, -2.5 } });
        Tensor data = Curve(truth);
        LeastSquaresReport fit = LevenbergMarquardt.Minimize(b => data - Curve(b), Tensor.From(new[,] { { 1.0, -0.5 }, { -0.5, -1.0 } }));
        fit.HasConverged.Should().BeTrue();
        fit.SumOfSquares.Should().BeLessThan(1e-25);
        fit.Parameters.Shape.Should().Equal(2, 2);
        fit.StandardDeviations!.Shape.Should().Equal(2, 2);
        (fit.Parameters - truth).Abs().Max().ToDouble().Should().BeLessThan(1e-9);

        static Tensor Curve(Tensor b) => b[0, 0] * (b[0, 1] * Times).Exp() + b[1, 0] * (b[1, 1] * Times).Exp();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SolvesRosenbrocksProblemWithAndWithoutCurvature(bool usesCurvature)
    {
        LeastSquaresReport fit = LevenbergMarquardt.Minimize(Rosenbrock, Tensor.From([-1.2, 1.0]), new() { UsesCurvature = usesCurvature });
        fit.HasConverged.Should().BeTrue();
        fit.Parameters.ToArray<double>().Should().BeEquivalentTo([1.0, 1.0], Closely(1e-12));
        fit.Covariance.Should().BeNull("two residuals say nothing about the spread of two parameters");
    }

    [Fact]
    public void TakesFewerResidualsThanParameters()
    {
        LeastSquaresReport fit = LevenbergMarquardt.Minimize(x => (x.Square().Sum() - 1).Reshape(1), Tensor.From([3.0, 4.0]));
        fit.SumOfSquares.Should().BeLessThan(1e-28);
        fit.Parameters.Norm().ToDouble().Should().BeApproximately(1, 1e-14);
        fit.StandardDeviations.Should().BeNull();
    }

    [Fact]
    public void GivesNoSpreadWhereTheDataDoNotDetermineTheParameters()
    {
        LeastSquaresReport fit = LevenbergMarquardt.Minimize(b => 1 + Times.Sin() - (b[0] + b[1]) * Times, Tensor.From([1.0, 1.0]));
        fit.HasConverged.Should().BeTrue();
        fit.Covariance.Should().BeNull();
        LeastSquaresReport unused = LevenbergMarquardt.Minimize(b => Times - b[0], Tensor.From([1.0, 5.0]));
        unused.Parameters.ToArray<double>().Should().BeEquivalentTo([2.0, 5.0], Closely(1e-13));
        unused.Covariance.Should().BeNull();
    }

    [Fact]
    public void WorksInSinglePrecision()
    {
        Tensor times = Times.Cast(DType.Float32), data = 2 * (-0.5 * times).Exp();
        LeastSquaresReport fit = LevenbergMarquardt.Minimize(b => data - b[0] * (-b[1] * times).Exp(), Tensor.From([1f, 1f]));
        fit.HasConverged.Should().BeTrue();
        fit.Parameters.DType.Should().Be(DType.Float32);
        fit.Parameters.Cast(DType.Float64).ToArray<double>().Should().BeEquivalentTo([2.0, 0.5], Closely(1e-5));
    }

    [Fact]
    public void StepsAsAnOptimizer()
    {
        Tensor x = Tensor.Parameter(Tensor.From([-1.2, 1.0]));
        IOptimizer optimizer = new LevenbergMarquardt(x, Rosenbrock);
        double last = Rosenbrock(x).Square().Sum().ToDouble();
        for (int i = 0; i < 5; i++)
        {
            optimizer.Step();
            double value = Rosenbrock(x).Square().Sum().ToDouble();
            value.Should().BeLessThan(last);
            last = value;
        }

        x.Assign(Tensor.From([-1.2, 1.0]));
        for (int i = 0; i < 50; i++)
            optimizer.Step();
        x.ToArray<double>().Should().BeEquivalentTo([1.0, 1.0], Closely(1e-9));
        x.Grad.Should().BeNull();
    }

    /// <summary>From the farther ones, 2e⁻ᵗ lies far below what the start gives.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(4, false)]
    [InlineData(7, true)]
    [InlineData(7, false)]
    [InlineData(10, true)]
    [InlineData(10, false)]
    public void FindsADecayFromGrowth(double rate, bool usesCurvature)
    {
        Tensor times = Tensor.Linspace(0.0, 5.0, 11), data = 2 * (-times).Exp();
        LeastSquaresReport fit = LevenbergMarquardt.Minimize(b => b[0] * (b[1] * times).Exp() - data, Tensor.From([1, rate]), new() { UsesCurvature = usesCurvature });
        fit.HasConverged.Should().BeTrue(fit.Message);
        fit.SumOfSquares.Should().BeLessThan(1e-27);
        fit.Parameters.ToArray<double>().Should().BeEquivalentTo([2.0, -1], Closely(1e-12));
    }

    /// <summary>Whose squares overflow or vanish: what is found is the same, and no claim is made of what was not found.</summary>
    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-200)]
    [InlineData(1e200)]
    public void FitsResidualsOfAnySize(double size)
    {
        LeastSquaresReport fit = LevenbergMarquardt.Minimize(x => size * Rosenbrock(x), Tensor.From([-1.2, 1.0]));
        fit.HasConverged.Should().BeTrue();
        fit.Parameters.ToArray<double>().Should().BeEquivalentTo([1.0, 1.0], Closely(1e-12));
        LevenbergMarquardt.Minimize(x => size * Rosenbrock(x), Tensor.From([-1.2, 1.0]), new() { IterationLimit = 1 }).HasConverged.Should().BeFalse();
    }

    [Fact]
    public void SaysWhyItStopped()
    {
        Tensor start = Tensor.From([-1.2, 1.0]);
        LeastSquaresReport limited = LevenbergMarquardt.Minimize(Rosenbrock, start, new() { IterationLimit = 2 });
        limited.Should().Match<LeastSquaresReport>(fit => fit.Reason == StopReason.IterationLimit && fit.Iterations == 2 && !fit.HasConverged);
        limited.Message.Should().Contain("not converged after 2 iterations");
        LevenbergMarquardt.Minimize(Rosenbrock, Tensor.From([1.0, 1.0])).Reason.Should().Be(StopReason.GradientSmall);
        LevenbergMarquardt.Minimize(b => 1 + Times - (b[0] * Times).Exp(), Tensor.From([0.7]), new() { StepTolerance = 0.1 }).Reason.Should().Be(StopReason.StepSmall);
        LevenbergMarquardt.Minimize(b => Times.Sin() + 0.3 * (9 * Times).Cos() - b[0] * (b[1] * Times).Sin(), Tensor.From([1.0, 0.8]), new() { ReductionTolerance = 0.1 })
            .Reason.Should().Be(StopReason.ReductionSmall);

        // Defined only where the start is.
        LevenbergMarquardt.Minimize(x => (1 - x) * (-x.Detach()).Sqrt() + 1, Tensor.From([0.0])).Reason.Should().Be(StopReason.GradientSmall);
        LevenbergMarquardt.Minimize(x => (x - 2) + 0 * (1 - x.Detach().Maximum(1)).Sqrt(), Tensor.From([1.0])).Reason.Should().Be(StopReason.NotFinite);
    }

    [Fact]
    public void RefusesWhatCannotBeFitted()
    {
        Tensor start = Tensor.From([1.0, 2.0]);
        Fitting(Rosenbrock, Tensor.From([double.NaN, 1])).Should().Throw<ArgumentException>().WithMessage("LevenbergMarquardt: element 0 of the parameter [2] is NaN at the start; *");
        Fitting(b => b.Reshape(2, 1), start).Should().Throw<ArgumentException>().WithMessage("LevenbergMarquardt: the residuals [2, 1] are no vector; *.Flatten()*");
        Fitting(b => b.Sum(), start).Should().Throw<ArgumentException>().WithMessage("*the residuals [] are no vector*");
        Fitting(b => b[..0], start).Should().Throw<ArgumentException>().WithMessage("*there are no residuals*");
        Fitting(_ => null!, start).Should().Throw<ArgumentException>().WithMessage("*returns null*");
        Fitting(b => (b - 2).Log(), start).Should().Throw<ArgumentException>().WithMessage("*element 0 of the residuals is NaN at the start*");
        Fitting(b => (b - 1).Sqrt(), start).Should().Throw<ArgumentException>().WithMessage("*the Jacobian in [2] is not finite at the start*");
        Fitting(b => b.Detach(), start).Should().Throw<InvalidOperationException>().WithMessage("*do not depend on the parameters [2]; *without Detach*");
        Fitting(b => b, Tensor.Zeros<double>(0)).Should().Throw<ArgumentException>().WithMessage("*holds nothing to change*");
        Fitting(null!, start).Should().Throw<ArgumentNullException>();
        int calls = 0;
        Fitting(b => Tensor.Concat([.. Enumerable.Repeat(b, ++calls)]), start).Should().Throw<ArgumentException>().WithMessage("*there are 4 residuals, and there were 2 before*");
        FluentActions.Invoking(() => new LevenbergMarquardt(start, Rosenbrock)).Should().Throw<ArgumentException>().WithMessage("*is no parameter*");
        foreach (LevenbergMarquardtOptions options in new LevenbergMarquardtOptions[]
        {
            new() { IterationLimit = -1 }, new() { GradientTolerance = -1 }, new() { ReductionTolerance = double.NaN },
            new() { StepTolerance = -1 }, new() { InitialDamping = 0 }, new() { InitialDamping = double.PositiveInfinity },
        })
            FluentActions.Invoking(() => LevenbergMarquardt.Minimize(Rosenbrock, start, options)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("LevenbergMarquardt: *");

        static Func<LeastSquaresReport> Fitting(Func<Tensor, Tensor> residuals, Tensor start) => () => LevenbergMarquardt.Minimize(residuals, start);
    }

    private static Tensor Rosenbrock(Tensor x) => Tensor.Stack([10 * (x[1] - x[0].Square()), 1 - x[0]]);

    private static Func<FluentAssertions.Equivalency.EquivalencyAssertionOptions<double>, FluentAssertions.Equivalency.EquivalencyAssertionOptions<double>> Closely(double tolerance) =>
        options => options.Using<double>(pair => pair.Subject.Should().BeApproximately(pair.Expectation, tolerance)).WhenTypeIs<double>().WithStrictOrdering();
}
