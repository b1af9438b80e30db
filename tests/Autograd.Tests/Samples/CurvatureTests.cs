using Curvature;

namespace Autograd.Tests.Samples;

/// <summary>The sample compares its results with closed forms itself: here, that it does, and that it would notice.</summary>
public class CurvatureTests
{
    [Fact]
    public void EveryResultAgreesWithItsClosedForm()
    {
        SampleRun run = SampleRun.Of("Curvature");
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        run.Output.Should().ContainAll("gradient", "Hessian", "Laplacian", "Jacobian", "Newton", "penalty", "L-BFGS").And.NotContain("DIFFER");
        run.Output.Should().MatchRegex(@"(\d+) of \1 results agree");
    }

    [Theory]
    [InlineData(1.0, 1.0 + 1e-9)]
    [InlineData(double.NaN, 1.0)]
    public void ADifferenceIsNoticed(double found, double expected)
    {
        StringWriter output = new();
        Comparison comparison = new(output);
        comparison.Beside("right", Tensor.From(2.0), [2]);
        comparison.Beside("wrong", Tensor.From(found), [expected]);
        comparison.Conclude().Should().BeFalse();
        output.ToString().Should().Contain("THEY DIFFER").And.Contain("1 of 2");
    }

    [Fact]
    public void NewtonsMethodStaysAtACriticalPoint()
    {
        (Tensor point, int steps) = NewtonsMethod.Run(Function.Himmelblau.Value, Tensor.From([3.0, 2.0]));
        steps.Should().Be(0);
        point.ToArray<double>().Should().Equal(3, 2);
    }

    [Fact]
    public void HelpAndUnknownOptions()
    {
        SampleRun.Of("Curvature", "--help").Should().Match<SampleRun>(run => run.Code == 0 && run.Output.Contains("--help"));
        SampleRun.Of("Curvature", "--hlep").Should().Match<SampleRun>(run => run.Code == 2 && run.Output.Length == 0 && run.Error.StartsWith("--hlep: there is no such option."));
    }
}
