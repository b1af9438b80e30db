using Autograd.Optimization;

namespace Autograd.Tests.Optimization;

public class ProgressTests
{
    private static readonly Tensor Start = Tensor.From([-1.2, 1.0]);

    private static Tensor Rosenbrock(Tensor x) => Residuals(x).Square().Sum();

    private static Tensor Residuals(Tensor x) => Tensor.Stack([10 * (x[1] - x[0].Square()), 1 - x[0]]);

    [Fact]
    public void LBfgsTellsOfEveryStepOnceAndInOrder()
    {
        Teller teller = new();
        (Tensor minimizer, MinimizationReport report) = LBfgs.Minimize(Rosenbrock, Start, new(), teller);
        teller.ShouldEndAs(report);
        (Tensor silently, MinimizationReport same) = LBfgs.Minimize(Rosenbrock, Start);
        minimizer.ShouldBeExactly(silently);
        report.Should().Be(same);
    }

    [Fact]
    public void LevenbergMarquardtTellsOfEveryStepOnceAndInOrder()
    {
        Teller teller = new();
        LeastSquaresReport report = LevenbergMarquardt.Minimize(Residuals, Start, null, teller);
        teller.ShouldEndAs(report);
        LeastSquaresReport same = LevenbergMarquardt.Minimize(Residuals, Start);
        report.Parameters.ShouldBeExactly(same.Parameters);
        (report.Iterations, report.Evaluations, report.Reason).Should().Be((same.Iterations, same.Evaluations, same.Reason));
    }

    [Fact]
    public void NothingIsToldWhereNoStepIsTaken()
    {
        Teller teller = new();
        Tensor minimum = Tensor.From([1.0, 1.0]);
        LBfgs.Minimize(Rosenbrock, minimum, new(), teller);
        LBfgs.Minimize(Rosenbrock, Start, new() { IterationLimit = 0 }, teller);
        LevenbergMarquardt.Minimize(Residuals, minimum, new(), teller);
        LevenbergMarquardt.Minimize(Residuals, Start, new() { IterationLimit = 0 }, teller);
        teller.Told.Should().BeEmpty();
    }

    [Fact]
    public void LBfgsGoesOnAfterAnException()
    {
        Tensor x = Tensor.Parameter(Start);
        LBfgs optimizer = new([x], () => Rosenbrock(x));
        Stopper stopper = new(3, () => Rosenbrock(x).ToDouble());
        optimizer.Invoking(it => it.Minimize(stopper)).Should().Throw<OperationCanceledException>();
        stopper.Last!.Iteration.Should().Be(3);
        stopper.Last.Value.Should().Be(Rosenbrock(x).ToDouble(), "the parameters stay where the last step led");

        Teller teller = new();
        MinimizationReport report = optimizer.Minimize(teller);
        teller.ShouldEndAs(report, first: 4);
        x.ShouldBeExactly(LBfgs.Minimize(Rosenbrock, Start).Minimizer);
    }

    [Fact]
    public void LevenbergMarquardtGoesOnAfterAnException()
    {
        Tensor x = Tensor.Parameter(Start);
        LevenbergMarquardt optimizer = new(x, Residuals);
        Stopper stopper = new(3, () => Rosenbrock(x).ToDouble() / 2);
        optimizer.Invoking(it => it.Minimize(stopper)).Should().Throw<OperationCanceledException>();
        stopper.Last!.Iteration.Should().Be(3);

        Teller teller = new();
        LeastSquaresReport report = optimizer.Minimize(teller);
        teller.ShouldEndAs(report, first: 4);
        x.ShouldBeExactly(LevenbergMarquardt.Minimize(Residuals, Start).Parameters);
    }

    [Fact]
    public void NoProgressIsRefused()
    {
        Tensor x = Tensor.Parameter(Start);
        Refusal.Thrown<ArgumentNullException>("LBfgs", ["progress"], () => LBfgs.Minimize(Rosenbrock, Start, null, null!));
        Refusal.Thrown<ArgumentNullException>("LBfgs", ["progress"], () => new LBfgs([x], () => Rosenbrock(x)).Minimize(null!));
        Refusal.Thrown<ArgumentNullException>("LevenbergMarquardt", ["progress"], () => LevenbergMarquardt.Minimize(Residuals, Start, null, null!));
        Refusal.Thrown<ArgumentNullException>("LevenbergMarquardt", ["progress"], () => new LevenbergMarquardt(x, Residuals).Minimize(null!));
    }

    /// <summary>Remembers what it is told, and insists on the thread it was made on.</summary>
    private sealed class Teller : IProgress<IterationReport>
    {
        private readonly int thread = Environment.CurrentManagedThreadId;

        public List<IterationReport> Told { get; } = [];

        public void Report(IterationReport value)
        {
            Environment.CurrentManagedThreadId.Should().Be(thread);
            Told.Add(value);
        }

        public void ShouldEndAs(MinimizationReport report, int first = 1)
        {
            Told.Select(step => step.Iteration).Should().Equal(Enumerable.Range(first, report.Iterations - first + 1));
            Told.Should().HaveCountGreaterThan(1);
            Told.Select(step => step.Value).Should().BeInDescendingOrder();
            Told.Select(step => step.Evaluations).Should().BeInAscendingOrder();
            IterationReport last = Told[^1];
            (last.Iteration, last.Value, last.GradientNorm).Should().Be((report.Iterations, report.Value, report.GradientNorm));
            last.Evaluations.Should().BeLessThanOrEqualTo(report.Evaluations);
        }
    }

    /// <summary>Throws at a step, as who cancels does; until then holds what is told against the parameters' present values.</summary>
    private sealed class Stopper(int at, Func<double> valueNow) : IProgress<IterationReport>
    {
        public IterationReport? Last { get; private set; }

        public void Report(IterationReport value)
        {
            value.Value.Should().BeApproximately(valueNow(), 1e-12);
            Last = value;
            if (value.Iteration == at)
                throw new OperationCanceledException();
        }
    }
}
