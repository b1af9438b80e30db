using Curvature;

namespace Autograd.Tests.Samples;

/// <summary>The sample as its users run it, and that it would say so if a number were wrong.</summary>
public sealed class CurvatureTests
{
    [Fact]
    public void KeepsEveryPromise()
    {
        SampleRun run = SampleRun.Of("Curvature");
        run.Error.Should().BeEmpty();
        run.Output.Should().ContainAll("1. Gradient", "9. A loss with a Laplacian inside", "maximum  at (-0.270845, -0.923039)")
            .And.MatchRegex(@"\n[1-9]\d promises kept, 0 broken\s*$").And.NotContain("BROKEN");
        run.Code.Should().Be(0);
    }

    [Fact]
    public void RefusesArguments()
    {
        SampleRun run = SampleRun.Of("Curvature", "--fast");
        run.Code.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith("Curvature takes no arguments");
    }

    [Theory]
    [InlineData(1, 1, 0, 0)]
    [InlineData(1, 1.5, 0.5, 0)]
    [InlineData(1, 1.5, 0.25, 1)]
    [InlineData(double.NaN, 1, 1, 1)]
    [InlineData(1, double.NaN, double.PositiveInfinity, 1)]
    public void ADifferenceLargerThanPromisedMakesTheRunFail(double found, double closedForm, double promise, int code)
    {
        StringWriter output = new();
        Notebook notebook = new(output);
        notebook.Compare("A number", found, closedForm, promise);
        notebook.Close().Should().Be(code);
        output.ToString().Contains("BROKEN").Should().Be(code == 1);
        output.ToString().Should().Contain($"{1 - code} promises kept, {code} broken");
    }

    [Theory]
    [InlineData(-1e-9, "0")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(1234567.1234567, "1234567.123457")]
    public void NumbersAreShort(double value, string text) => Text.Of(value).Should().Be(text);
}
