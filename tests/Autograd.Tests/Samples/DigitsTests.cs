using System.Text.RegularExpressions;
using Digits;

namespace Autograd.Tests.Samples;

/// <summary>The sample as its users run it, and how it takes data that is not what it must be.</summary>
public sealed class DigitsTests : IDisposable
{
    private static readonly string GoodFile = Path.Combine(AppContext.BaseDirectory, "data", "digits.csv");

    private readonly string folder = Directory.CreateTempSubdirectory("digits-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ReadsAtLeast92PercentOfTheTestImages()
    {
        string report = Path.Combine(folder, "report.html");
        SampleRun run = Digits("--output", report);

        run.Code.Should().Be(0);
        run.Error.Should().BeEmpty();
        run.Output.Should().Contain("Test loss ").And.Contain("Confusion").And.Contain("epoch 60/60").And.NotContain("\u001b");
        string accuracy = run.Output.Split("Test accuracy ")[1].Split(' ')[0];
        double.Parse(accuracy).Should().BeGreaterThanOrEqualTo(92);

        string html = File.ReadAllText(report);
        html.Should().Contain("<picture>").And.Contain("read as").And.NotContain("http:").And.NotContain("https:").And.NotContain("<script");
        string[] images = [.. Regex.Matches(html, "data:image/png;base64,([^\"]+)").Select(match => match.Groups[1].Value)];
        images.Distinct().Should().HaveCount(4, "the losses are drawn wide and narrow, light and dark");
        images.Should().OnlyContain(image => image.StartsWith(Convert.ToBase64String(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10 })));
        int misread = int.Parse(run.Output.Split("accuracy")[1].Split('(')[1].Split(' ')[0]);
        html.Split("<li>").Length.Should().Be(500 - misread + 1, "every misread digit is drawn");
    }

    [Fact]
    public void TrainingTellsOfEachEpochWhenItIsOver()
    {
        (DigitsData training, DigitsData test) = DigitsData.Load(GoodFile).Split();
        Random random = new(1);
        Network network = new([8], random);
        Listener listener = new();
        IReadOnlyList<Epoch> epochs = new Training(network, training, test, 3, random).Run(listener);
        listener.Told.Should().Equal(epochs);
        epochs.Select(epoch => epoch.Number).Should().Equal(1, 2, 3);
        epochs[2].TestLoss.Should().Be(Evaluation.Of(network, test).Loss);
    }

    [Fact]
    public void TheSameSeedGivesTheSameRun()
    {
        string[] arguments = ["--epochs", "2", "--hidden=16,8", "--seed", "5", "--output", Path.Combine(folder, "a.html")];
        SampleRun first = Digits(arguments), second = Digits(arguments);
        first.Code.Should().Be(0);
        first.Output.Should().StartWith("64-16-8-10 network").And.Be(second.Output);
    }

    [Fact]
    public void HelpNamesEveryOption()
    {
        SampleRun run = Digits("--help");
        run.Code.Should().Be(0);
        run.Output.Should().ContainAll("--epochs", "--hidden", "--seed", "--data", "--output", "--help");
    }

    [Theory]
    [InlineData("--epocs", "--epocs: there is no such option.")]
    [InlineData("--epochs", "--epochs: its value is missing.")]
    [InlineData("--epochs=0", "--epochs: '0' is no whole number between 1 and 100000.")]
    [InlineData("--hidden=128,x", "--hidden: 'x' is no whole number")]
    [InlineData("--seed=-1", "--seed: '-1' is no whole number")]
    [InlineData("--data=", "--data: the file's name is empty.")]
    public void RefusesOptionsWithoutMeaning(string argument, string message)
    {
        FluentActions.Invoking(() => Options.Parse([argument])).Should().Throw<UsageException>().WithMessage($"{message}*");
        SampleRun run = Digits(argument);
        run.Code.Should().Be(2);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith(message).And.Contain("--help");
    }

    [Fact]
    public void TakesOptionsInEitherForm()
    {
        Options options = Options.Parse(["--epochs=3", "--hidden", "5", "--seed", "9", "--data=d.csv", "--output", "o.html"]);
        options.Should().BeEquivalentTo(new { Epochs = 3, Hidden = new[] { 5 }, Seed = 9, Data = "d.csv", Output = "o.html", WantsHelp = false });
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        string file = Path.Combine(folder, "none.csv");
        ShouldRefuse(file, $"{file}: there is no such file");
    }

    [Fact]
    public void AFileWithTooFewLinesIsNamedWithItsLast()
    {
        string file = Changed(lines => lines[..900]);
        ShouldRefuse(file, $"{file}, line 900: the file ends here; 1797 images are needed");
    }

    [Fact]
    public void AnEmptyFileIsRefused()
    {
        string file = Changed(_ => []);
        ShouldRefuse(file, $"{file}, line 1: the file ends here");
    }

    [Fact]
    public void ALineCutShortIsNamed()
    {
        string file = Changed(lines => [.. lines[..41], lines[41][..70]]);
        ShouldRefuse(file, $"{file}, line 42: 31 fields instead of 65");
    }

    [Theory]
    [InlineData(3, "x", "pixel 4: 'x' is no whole number.")]
    [InlineData(3, "", "pixel 4: '' is no whole number.")]
    [InlineData(3, "2.5", "pixel 4: '2.5' is no whole number.")]
    [InlineData(0, "17", "pixel 1: 17 is not between 0 and 16.")]
    [InlineData(63, "-1", "pixel 64: -1 is not between 0 and 16.")]
    [InlineData(64, "10", "label: 10 is not between 0 and 9.")]
    [InlineData(64, "seven", "label: 'seven' is no whole number.")]
    public void AFieldThatIsNoPixelOrLabelIsNamed(int field, string text, string problem)
    {
        string file = Changed(lines =>
        {
            string[] fields = lines[7].Split(',');
            fields[field] = text;
            lines[7] = string.Join(',', fields);
            return lines;
        });
        ShouldRefuse(file, $"{file}, line 8, {problem}");
    }

    [Fact]
    public void AReportThatCannotBeWrittenIsAnError()
    {
        SampleRun run = Digits("--epochs", "1", "--hidden", "4", "--output", Path.Combine(folder, "none", "report.html"));
        run.Code.Should().Be(1);
        run.Error.Should().StartWith("The report cannot be written: ").And.Contain("none");
    }

    [Fact]
    public void SplitsInTheOrderOfTheFile()
    {
        (DigitsData training, DigitsData test) = DigitsData.Load(GoodFile).Split();
        (training.Count, test.Count).Should().Be((1297, 500));
        string[] first = File.ReadLines(GoodFile).First().Split(','), last = File.ReadLines(GoodFile).Last().Split(',');
        training.Image(0).ToArray().Should().Equal(first[..64].Select(pixel => float.Parse(pixel) / 16));
        training.Labels[0].Should().Be(int.Parse(first[64]));
        test.Image(499).ToArray().Should().Equal(last[..64].Select(pixel => float.Parse(pixel) / 16));
        test.Labels[499].Should().Be(int.Parse(last[64]));
    }

    private void ShouldRefuse(string file, string message)
    {
        FluentActions.Invoking(() => DigitsData.Load(file)).Should().Throw<DataException>().WithMessage($"{message}*");
        string report = Path.Combine(folder, "report.html");
        SampleRun run = Digits("--data", file, "--output", report);
        run.Code.Should().Be(1);
        run.Output.Should().BeEmpty();
        run.Error.Should().StartWith(message).And.NotContain("   at ");
        File.Exists(report).Should().BeFalse();
    }

    private string Changed(Func<string[], string[]> change)
    {
        string file = Path.Combine(folder, "changed.csv");
        File.WriteAllLines(file, change(File.ReadAllLines(GoodFile)));
        return file;
    }

    private sealed class Listener : IProgress<Epoch>
    {
        public List<Epoch> Told { get; } = [];

        public void Report(Epoch value) => Told.Add(value);
    }

    private static SampleRun Digits(params string[] arguments) => SampleRun.Of("Digits", arguments);
}
