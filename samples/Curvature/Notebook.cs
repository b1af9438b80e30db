using Autograd;

namespace Curvature;

/// <summary>Writes the chapters, and remembers whether every number was as near to what it should be as was promised.</summary>
public sealed class Notebook(TextWriter output)
{
    private int chapters, kept, broken;

    public void Chapter(string title, string prose)
    {
        output.WriteLine($"{(chapters == 0 ? "" : Environment.NewLine)}{++chapters}. {title}");
        output.WriteLine($"   {prose.ReplaceLineEndings(Environment.NewLine + "   ")}");
    }

    public void Say(string text) => output.WriteLine(text == "" ? "" : $"   {text}");

    /// <summary>Shows what was computed above what it should be, and how far apart they are.</summary>
    public void Compare(string name, Tensor found, Tensor expected, double promise, string expectedIs = "closed form")
    {
        output.WriteLine();
        Say(name);
        Row("found", Text.Of(found));
        Row(expectedIs, Text.Of(expected));
        Row("difference", Kept((found - expected).Abs().Max().ToDouble(), promise));
    }

    public void Compare(string name, double found, double expected, double promise, string expectedIs = "closed form") =>
        Compare(name, Tensor.From(found), Tensor.From(expected), promise, expectedIs);

    /// <summary>Shows one number that is to be small.</summary>
    public void Promise(string name, double value, double atMost) => Say($"{name}: {Kept(value, atMost)}");

    /// <summary>Shows four steps of a training while it runs.</summary>
    public IProgress<Step> Follow(string name, int steps) => new FourLines(this, name, steps);

    /// <summary>Sums up; the result is the program's exit code.</summary>
    public int Close()
    {
        output.WriteLine();
        output.WriteLine($"{kept} promises kept, {broken} broken");
        return broken > 0 ? 1 : 0;
    }

    private void Row(string name, string value) => Say($"  {name,-12}  {value}");

    private string Kept(double value, double promise)
    {
        bool holds = value <= promise;                   // false for NaN
        _ = holds ? kept++ : broken++;
        return $"{Text.Small(value)}, {(holds ? "as promised" : "BROKEN: promised was")} at most {Text.Small(promise)}";
    }

    private sealed class FourLines(Notebook notebook, string name, int steps) : IProgress<Step>
    {
        public void Report(Step step)
        {
            if (step.Number * 4 % steps < 4)
                notebook.Say($"{name}, step {step.Number}: loss {Text.Small(step.Loss)}");
        }
    }
}
