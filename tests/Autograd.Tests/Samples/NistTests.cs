using CurveFit;

namespace Autograd.Tests.Samples;

/// <summary>
/// Levenberg and Marquardt's method against the certified results of the NIST StRD nonlinear regression problems: all 27,
/// from both starting points, 54 fits without exception.
/// </summary>
public class NistTests
{
    private const double LeastParameterDigits = 6, LeastDeviationDigits = 4;

    // Lanczos1 was made by rounding an exact curve to 13 digits: the certified residual sum of squares, 1.43E-25, is of the
    // size that the rounding of double precision alone leaves, and the deviations are in proportion to its root.
    private const string RoundingOnly = "Lanczos1";
    private const double LeastDigitsOfRounding = 2;

    private static readonly Dictionary<string, Problem> Problems = Problem.Load(Problem.DataFile).ToDictionary(static problem => problem.Name);

    // Of Lanczos1 eleven digits of the parameters are not enough for a sum of squares so small.
    public static TheoryData<string> Names() => [.. Models.Names.Where(static name => name != RoundingOnly)];

    public static TheoryData<string, int> Fits()
    {
        TheoryData<string, int> fits = [];
        foreach (string name in Models.Names)
        {
            fits.Add(name, 1);
            fits.Add(name, 2);
        }

        return fits;
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void AgreesWithTheCertifiedResults(string name, int start)
    {
        Fit fit = Fit.Of(Problems[name], start);
        fit.Report.HasConverged.Should().BeTrue(fit.Report.Message);
        fit.ParameterDigits.Should().OnlyContain(digits => digits >= LeastParameterDigits);
        double least = name == RoundingOnly ? LeastDigitsOfRounding : LeastDeviationDigits;
        fit.DeviationDigits.Should().OnlyContain(digits => digits >= least);
        fit.SumDigits.Should().BeGreaterThanOrEqualTo(least);
    }

    [Fact]
    public void ThereAreTwentySevenProblems() => Problems.Keys.Should().HaveCount(27).And.BeEquivalentTo(Models.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void TheModelGivesTheCertifiedSumOfSquares(string name)
    {
        Problem problem = Problems[name];
        Tensor residuals = problem.Residuals()(Tensor.From(problem.Certified));
        Fit.Digits(residuals.Square().Sum().ToDouble(), problem.ResidualSumOfSquares).Should().BeGreaterThanOrEqualTo(9);
    }
}
