using Autograd.Optimization;

namespace Autograd.Tests.Optimization;

public class LBfgsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public void FindsTheFloorOfRosenbrocksValley(int n)
    {
        Tensor start = Tensor.From([.. Enumerable.Range(0, n).Select(i => i % 2 == 0 ? -1.2 : 1.0)]);
        (Tensor minimizer, MinimizationReport report) = LBfgs.Minimize(Rosenbrock, start);
        report.Reason.Should().Be(StopReason.GradientSmall);
        report.HasConverged.Should().BeTrue();
        report.Message.Should().StartWith("converged: the gradient is small");
        report.GradientNorm.Should().BeLessThanOrEqualTo(1e-8);
        report.Iterations.Should().BeLessThan(10 * n + 60);
        report.Evaluations.Should().BeLessThan(2 * report.Iterations);
        minimizer.ToArray<double>().Should().OnlyContain(value => Math.Abs(value - 1) < 1e-7);
        start[0].ToDouble().Should().Be(-1.2, "the start is not changed");
    }

    [Fact]
    public void SolvesAQuadraticInAsManyStepsAsItHasDirections()
    {
        const int n = 12;
        Tensor scales = Tensor.Arange(1.0, n + 1.0, 1.0), solution = Tensor.Linspace(-2.0, 3.0, n);

        // With searches as good as exact and a history of all steps this is the method of conjugate gradients.
        LBfgsOptions exact = new() { History = n, Curvature = 1e-3 };
        (Tensor minimizer, MinimizationReport report) =
            LBfgs.Minimize(x => (scales * (x - solution).Square()).Sum() / 2 + 7, Tensor.Zeros<double>(n), exact);
        report.HasConverged.Should().BeTrue();
        report.Iterations.Should().BeLessThanOrEqualTo(n + 3);
        report.Value.Should().BeApproximately(7, 1e-14);
        (minimizer - solution).Abs().Max().ToDouble().Should().BeLessThan(1e-8);
    }

    [Fact]
    public void EveryStepMeetsTheStrongWolfeConditions()
    {
        Tensor x = Tensor.Parameter(Tensor.From([-1.2, 1, -1.2, 1, 0.5]));
        LBfgsOptions options = new() { Curvature = 0.5 };
        LBfgs optimizer = new([x], () => Rosenbrock(x), options);
        for (int i = 0; i < 25; i++)
        {
            Tensor before = x.Detach().Clone();
            (Tensor value, Tensor gradient) = Differentiate.ValueAndGradient(Rosenbrock, before);
            optimizer.Step();
            (Tensor nextValue, Tensor nextGradient) = Differentiate.ValueAndGradient(Rosenbrock, x.Detach());
            Tensor step = x.Detach() - before;
            double slope = gradient.Dot(step).ToDouble(), nextSlope = nextGradient.Dot(step).ToDouble();
            slope.Should().BeNegative();
            nextValue.ToDouble().Should().BeLessThanOrEqualTo(value.ToDouble() + options.SufficientDecrease * slope + 1e-14);
            Math.Abs(nextSlope).Should().BeLessThanOrEqualTo(-options.Curvature * slope * (1 + 1e-9));
        }
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(0.1)]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(1e3)]
    public void TheLineSearchFindsItsWayFromShortAndLongSteps(double length)
    {
        // Moré and Thuente, 1994, functions 1 and 2, and one that is defined on a part of the line only.
        Search(a => -a / (a.Square() + 2));
        Search(a => (a + 0.004).Pow(5) - 2 * (a + 0.004).Pow(4));
        Search(a => -(2 * a) - (3 - a).Log());

        void Search(Func<Tensor, Tensor> phi)
        {
            Trial start = At(0);
            Trial found = new LineSearch(At, start, 1e-4, 0.1, 1e-15).Find(length)!.Value;
            found.Value.Should().BeLessThanOrEqualTo(start.Value + 1e-4 * found.Length * start.Slope);
            Math.Abs(found.Slope).Should().BeLessThanOrEqualTo(-0.1 * start.Slope);

            Trial At(double a)
            {
                (Tensor value, Tensor slope) = Differentiate.ValueAndGradient(phi, Tensor.From(a));
                return new(a, value.ToDouble(), slope.ToDouble(), [], []);
            }
        }
    }

    [Fact]
    public void TrainsParametersOfSinglePrecisionAndLeavesTheirGradientsAlone()
    {
        Random random = new(5);
        Tensor inputs = Tensor.Normal<float>(random, 200, 3), truth = Tensor.From(new[,] { { 1f }, { -2f }, { 0.5f } });
        Tensor targets = inputs.MatMul(truth) + 0.25;
        Tensor weight = Tensor.Parameter(Tensor.Zeros<float>(3, 1)), bias = Tensor.Parameter(Tensor.Zeros<float>(1));
        IOptimizer optimizer = new LBfgs([weight, bias], () => inputs.Linear(weight, bias).MeanSquaredError(targets));
        using (Tape.NoGrad())
            for (int i = 0; i < 15; i++)
                optimizer.Step();
        (weight.Detach() - truth).Abs().Max().ToDouble().Should().BeLessThan(1e-5);
        bias.ToDouble().Should().BeApproximately(0.25, 1e-5);
        weight.Grad.Should().BeNull();
    }

    [Fact]
    public void GoesOnFromWhereAParameterWasPut()
    {
        Tensor x = Tensor.Parameter(Tensor.From([-1.2, 1.0]));
        LBfgs optimizer = new([x], () => Rosenbrock(x));
        optimizer.Step();
        x.Assign(Tensor.From([2.0, 3.0]));
        optimizer.Minimize().HasConverged.Should().BeTrue();
        x.ToArray<double>().Should().OnlyContain(value => Math.Abs(value - 1) < 1e-7);
    }

    [Fact]
    public void SaysWhyItStopped()
    {
        Tensor start = Tensor.From([-1.2, 1.0]);
        LBfgs.Minimize(Rosenbrock, start, new() { IterationLimit = 3 }).Report.Should()
            .Match<MinimizationReport>(report => report.Reason == StopReason.IterationLimit && !report.HasConverged && report.Iterations == 3);
        LBfgs.Minimize(Rosenbrock, Tensor.From([1.0, 1.0])).Report.Iterations.Should().Be(0);

        // The gradient's sign is wrong: x is counted, and twice x is taken away unseen.
        LBfgs.Minimize(x => (x - 2 * x.Detach()).Sum(), start).Report.Reason.Should().Be(StopReason.NoDescent);
        LBfgs.Minimize(x => x.Square().Sum() + 1e6, start, new() { GradientTolerance = 0 }).Report.HasConverged.Should().BeTrue();
        LBfgs.Minimize(x => x.Log().Sum(), Tensor.From(1.0), new() { IterationLimit = 50 }).Report.Value.Should().BeLessThan(-10);
    }

    [Fact]
    public void RefusesWhatCannotBeMinimised()
    {
        Tensor x = Tensor.Parameter(Tensor.From([1.0, 2.0]));
        Making([], () => x.Sum()).Should().Throw<ArgumentException>().WithMessage("LBfgs: there are no parameters; *");
        Making([x, x], () => x.Sum()).Should().Throw<ArgumentException>().WithMessage("*is given twice*");
        Making([x], null!).Should().Throw<ArgumentNullException>();
        Stepping(() => x).Should().Throw<ArgumentException>().WithMessage("LBfgs: the loss [2] has 2 elements, not one; *.Sum()*");
        Stepping(() => null!).Should().Throw<ArgumentException>().WithMessage("LBfgs: the loss function returns null; *");
        Stepping(() => x.Detach().Sum()).Should().Throw<InvalidOperationException>().WithMessage("LBfgs: the loss does not depend on any parameter; *");
        Stepping(() => (-x).Log().Sum()).Should().Throw<ArgumentException>().WithMessage("LBfgs: the loss is NaN at the start; *");
        Stepping(() => (x - 1).Sqrt().Sum()).Should().Throw<ArgumentException>().WithMessage("LBfgs: the gradient is not finite at the start; *");
        FluentActions.Invoking(() => LBfgs.Minimize(Rosenbrock, Tensor.From([double.NaN, 1]))).Should().Throw<ArgumentException>().WithMessage("*the loss is NaN at the start*");

        Func<LBfgs> Making(Tensor[] parameters, Func<Tensor> loss) => () => new LBfgs(parameters, loss);
        Action Stepping(Func<Tensor> loss) => new LBfgs([x], loss).Step;
    }

    [Fact]
    public void RefusesOptionsWithoutMeaning()
    {
        foreach (LBfgsOptions options in new LBfgsOptions[]
        {
            new() { History = 0 }, new() { IterationLimit = -1 }, new() { GradientTolerance = double.NaN }, new() { ReductionTolerance = -1 },
            new() { SufficientDecrease = 0 }, new() { Curvature = 1 }, new() { SufficientDecrease = 0.5, Curvature = 0.4 },
        })
            FluentActions.Invoking(() => LBfgs.Minimize(Rosenbrock, Tensor.From([1.0, 2.0]), options)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("LBfgs: *");
    }

    private static Tensor Rosenbrock(Tensor x) => (100 * (x[1..] - x[..^1].Square()).Square() + (1 - x[..^1]).Square()).Sum();
}
