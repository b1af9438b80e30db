using CurveFit;

namespace Autograd.Tests.Samples;

/// <summary>The sample as its users run it; what it computes is in <see cref="NistTests"/>.</summary>
public sealed class CurveFitTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("curve-fit-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void FitsEveryProblemFromBothStarts()
    {
        string drawing = Path.Combine(folder, "drawing.svg");
        SampleRun run = Run("--output", drawing);
        run.Error.Should().BeEmpty();
        run.Code.Should().Be(0);
        run.Output.Should().Contain("54 of 54 fits agree").And.Contain(drawing).And.NotContain("\u001b");
        run.Output.Should().ContainAll(Models.Names);
        File.ReadAllText(drawing).Should().Contain("<svg").And.Contain("<path").And.Contain("<ellipse");
    }

    [Theory]
    [InlineData("Misra1a", "238.94212918", "0.00055015643181")]
    [InlineData("nelson", "2.5906836021", "5.6177717026E-09")]
    public void ShowsOneProblemInFull(string name, string first, string second)
    {
        string drawing = Path.Combine(folder, "drawing.svg");
        SampleRun run = Run("--problem", name, "--start=2", "--output", drawing);
        run.Code.Should().Be(0);
        run.Output.Should().ContainAll("start 2", "found", "certified", "sd b1", "sum of squares", "converged", first, second).And.NotContain("start 1");
        File.ReadAllText(drawing).Should().Contain("<svg").And.Contain("<ellipse");
    }

    [Fact]
    public void ListsTheProblemsWithTheirCurves()
    {
        SampleRun run = Run("--list");
        run.Code.Should().Be(0);
        run.Output.Should().ContainAll(Models.Names).And.Contain("b1 (1 − exp(−b2 x))");
    }

    [Fact]
    public void HelpNamesEveryOption()
    {
        SampleRun run = Run("--help");
        run.Code.Should().Be(0);
        run.Output.Should().ContainAll("--problem", "--start", "--data", "--output", "--list", "--help");
    }

    [Theory]
    [InlineData("--problems", "--problems: there is no such option.")]
    [InlineData("--problem", "--problem: its value is missing.")]
    [InlineData("--problem=Misra9", "--problem: 'Misra9' is none of NIST's problems")]
    [InlineData("--start=3", "--start: '3' is neither 1 nor 2.")]
    [InlineData("--data=", "--data: the file's name is empty.")]
    public void RefusesOptionsWithoutMeaning(string argument, string message)
    {
        FluentActions.Invoking(() => Options.Parse([argument])).Should().Throw<UsageException>().WithMessage($"{message}*");
        SampleRun run = Run(argument);
        run.Code.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith(message).And.Contain("--help");
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        string file = Path.Combine(folder, "none.json");
        SampleRun run = Run("--data", file);
        run.Code.Should().Be(1);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith($"{file}: there is no such file").And.NotContain("   at ");
    }

    [Theory]
    [InlineData("[{", "cannot be read")]
    [InlineData("null", "holds no problems")]
    [InlineData("""[{ "name": "Misra1a" }]""", "the problem 'Misra1a' lacks a field")]
    [InlineData("""[{ "name": "X", "start1": [1], "start2": [1], "certified": [1], "standardDeviations": [1], "x": [[1]], "y": [1] }]""", "there is no model for the problem 'X'")]
    [InlineData("""[{ "name": "Misra1a", "start1": [1], "start2": [1], "certified": [1, 2], "standardDeviations": [1], "x": [[1]], "y": [1] }]""", "'Misra1a' does not have 2 numbers everywhere")]
    [InlineData("""[{ "name": "Misra1a", "start1": [1], "start2": [1], "certified": [1], "standardDeviations": [1], "x": [[1, 2]], "y": [1] }]""", "'Misra1a' has 1 responses, and another number")]
    public void AFileThatHoldsSomethingElseIsNamed(string text, string problem)
    {
        string file = Path.Combine(folder, "problems.json");
        File.WriteAllText(file, text);
        FluentActions.Invoking(() => Problem.Load(file)).Should().Throw<DataException>().WithMessage($"{file}: {problem}*");
    }

    [Fact]
    public void ADrawingThatCannotBeWrittenIsAnError()
    {
        SampleRun run = Run("--problem", "Misra1a", "--output", Path.Combine(folder, "none", "drawing.svg"));
        run.Code.Should().Be(1);
        run.Error.Should().StartWith("The drawing cannot be written: ");
    }

    private static SampleRun Run(params string[] arguments) => SampleRun.Of("CurveFit", arguments);
}
