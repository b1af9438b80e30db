using Autograd.Optimization;
using Autograd.Tests.Optimization.LeastSquaresProblems;

namespace Autograd.Tests.Optimization;

/// <summary>The collection of Moré, Garbow and Hillstrom, from its standard starts.</summary>
public class LeastSquaresProblemTests
{
    /// <summary>Watson's gradient is below the default tolerance long before its minimum of 4.7e-10.</summary>
    private const int Watson = 20;

    public static TheoryData<int> Numbers => [.. LeastSquaresProblem.All.Select(static problem => problem.Number)];

    [Fact]
    public void AreAllThere() => LeastSquaresProblem.All.Select(static problem => problem.Number).Order().Should().Equal(Enumerable.Range(1, 35));

    [Theory, MemberData(nameof(Numbers))]
    public void LBfgsReachesAKnownMinimumFromTheStandardStart(int number)
    {
        LeastSquaresProblem problem = LeastSquaresProblem.All.Single(one => one.Number == number);
        (Tensor point, _) = LBfgs.Minimize(x => problem.Residuals(x).Square().Sum(), Tensor.From(problem.Start));
        double found = problem.SumOfSquares(point.ToArray<double>());
        double absolute = number == Watson ? 1e-7 : 1e-12;
        problem.Minima.Should().Contain(minimum => Math.Abs(found - minimum) <= Math.Max(1e-5 * minimum, absolute), $"{problem.Name} ends at {found}");
    }
}
