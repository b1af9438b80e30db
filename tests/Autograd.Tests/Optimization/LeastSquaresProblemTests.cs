using Autograd.Optimization;
using Autograd.Tests.Optimization.LeastSquaresProblems;

namespace Autograd.Tests.Optimization;

/// <summary>
/// The collection of Moré, Garbow and Hillstrom, from 1, 10 and 100 times its starts. Minima that the paper does not have are
/// those at which MINPACK's lmder ends.
/// </summary>
public class LeastSquaresProblemTests
{
    /// <summary>A Jacobian's columns stand upright on the residuals to about the root of what rounding hides of their sum.</summary>
    private const double StationaryCosine = 1e-6;

    private const int PowellBadlyScaled = 3, Beale = 5, Jennrich = 6, Gaussian = 9, Meyer = 10, Gulf = 11, Osborne1 = 17, Watson = 20,
        Trigonometric = 26, Chebyquad = 35;

    /// <summary>Ends that are stationary, but of no known minimum; flat where nothing is left of the exponentials; and, for Chebyquad, far out.</summary>
    private static readonly HashSet<(int, double)> OtherEnds =
    [
        (PowellBadlyScaled, 100), (Beale, 10), (Gaussian, 100), (Gulf, 100), (Trigonometric, 10), (Chebyquad, 10), (Chebyquad, 100),
    ];

    private static readonly HashSet<(int, double)> OtherEndsOfLBfgs =
    [
        (PowellBadlyScaled, 10), (PowellBadlyScaled, 100), (Meyer, 10), (Meyer, 100), (Gulf, 100), (Osborne1, 10), (Osborne1, 100), (Trigonometric, 100),
    ];

    public static TheoryData<int, double> Starts
    {
        get
        {
            TheoryData<int, double> starts = [];
            foreach (LeastSquaresProblem problem in LeastSquaresProblem.All)
                foreach (double factor in new double[] { 1, 10, 100 })
                    starts.Add(problem.Number, factor);
            return starts;
        }
    }

    [Fact]
    public void AreAllThere() => LeastSquaresProblem.All.Select(static problem => problem.Number).Order().Should().Equal(Enumerable.Range(1, 35));

    [Theory, MemberData(nameof(Starts))]
    public void LevenbergMarquardtReachesAMinimumAndClaimsNone(int number, double factor)
    {
        LeastSquaresProblem problem = Problem(number);
        LeastSquaresReport fit = LevenbergMarquardt.Minimize(problem.Residuals, Tensor.From(problem.StartTimes(factor)));
        bool isKnown = IsAtKnownMinimum(problem, fit.SumOfSquares, tolerance: 1e-10);
        (isKnown || OtherEnds.Contains((number, factor))).Should().BeTrue($"{problem.Name} ends at {fit.SumOfSquares}: {fit.Message}");
        if (fit.HasConverged && !isKnown)
            LargestCosine(problem, fit.Parameters).Should().BeLessThan(StationaryCosine, fit.Message);
        if (factor == 1)
            fit.HasConverged.Should().BeTrue(fit.Message);
    }

    [Theory, MemberData(nameof(Starts))]
    public void LBfgsReachesAMinimumAndClaimsNone(int number, double factor)
    {
        LeastSquaresProblem problem = Problem(number);
        if (number == Jennrich && factor == 100)
        {
            FluentActions.Invoking(Minimize).Should().Throw<ArgumentException>().WithMessage("LBfgs: the loss is Infinity at the start*", "its squares are beyond the range");
            return;
        }

        // Watson's gradient is below the default tolerance long before its minimum of 4.7e-10.
        (Tensor point, MinimizationReport report) = Minimize();
        bool isKnown = IsAtKnownMinimum(problem, report.Value, number == Watson ? 1e-7 : 1e-10);
        (isKnown || OtherEndsOfLBfgs.Contains((number, factor))).Should().BeTrue($"{problem.Name} ends at {report.Value}: {report.Message}");
        if (report.Reason == StopReason.GradientSmall)
            Differentiate.Gradient(Loss, point).Abs().Max().ToDouble().Should().BeLessThanOrEqualTo(new LBfgsOptions().GradientTolerance);
        else if (report.HasConverged)
            isKnown.Should().BeTrue($"{problem.Name} ends at {report.Value}: {report.Message}");

        Tensor Loss(Tensor x) => problem.Residuals(x).Square().Sum();
        (Tensor, MinimizationReport) Minimize() => LBfgs.Minimize(Loss, Tensor.From(problem.StartTimes(factor)));
    }

    private static LeastSquaresProblem Problem(int number) => LeastSquaresProblem.All.Single(one => one.Number == number);

    private static bool IsAtKnownMinimum(LeastSquaresProblem problem, double found, double tolerance) =>
        problem.Minima.Any(minimum => Math.Abs(found - minimum) <= Math.Max(1e-5 * minimum, tolerance));

    private static double LargestCosine(LeastSquaresProblem problem, Tensor x)
    {
        Tensor residuals = problem.Residuals(x), jacobian = Differentiate.Jacobian(problem.Residuals, x);
        double[] lengths = jacobian.Norm(2, [0]).ToArray<double>(), slopes = residuals.MatMul(jacobian).ToArray<double>();
        return slopes.Zip(lengths, (slope, length) => length == 0 ? 0 : Math.Abs(slope) / length / residuals.Norm().ToDouble()).Max();
    }
}
