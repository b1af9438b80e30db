using Spectre.Console;

namespace CurveFit;

/// <summary>Tables of results: with borders and colours on a terminal, plain lines in a pipe.</summary>
public abstract class Display
{
    public static Display ForConsole() => Console.IsOutputRedirected ? new PlainDisplay() : new TerminalDisplay();

    public void List(IEnumerable<Problem> problems) => Show(null, ["problem", "level", "observations", "curve"],
        problems.Select(problem => new[] { problem.Name, problem.Level, $"{problem.Y.Length}", problem.Model.Formula }));

    /// <summary>A line for each fit.</summary>
    public void Summarise(IReadOnlyList<Fit> fits)
    {
        Show("Digits that agree with the certified results, the fewest of all parameters; NIST certifies 11",
            ["problem", "start", "parameters", "deviations", "sum of squares", "iterations", "evaluations", "stopped because"],
            fits.Select(fit => new[]
            {
                fit.Problem.Name, $"{fit.Start}", Grade(fit.ParameterDigits.Min()), $"{fit.DeviationDigits.Min():F1}", $"{fit.SumDigits:F1}",
                $"{fit.Report.Iterations}", $"{fit.Report.Evaluations}", $"{fit.Report.Reason}",
            }));
        Console.WriteLine($"{fits.Count(static fit => fit.IsRight)} of {fits.Count} fits agree with the certified parameters to six digits or more.");
    }

    /// <summary>One fit in full, beside what is certified.</summary>
    public void Show(Fit fit)
    {
        Problem problem = fit.Problem;
        IEnumerable<string[]> Rows(string name, double[] found, double[] certified, double[] digits) =>
            found.Select((value, i) => new[] { $"{name}{i + 1}", $"{value:G11}", $"{certified[i]:G11}", Grade(digits[i]) });
        Show($"{problem.Name}, start {fit.Start}: {problem.Model.Formula}", ["", "found", "certified", "digits"],
        [
            .. Rows("b", fit.Parameters, problem.Certified, fit.ParameterDigits),
            .. Rows("sd b", fit.StandardDeviations, problem.StandardDeviations, fit.DeviationDigits),
            ["sum of squares", $"{fit.Report.SumOfSquares:G11}", $"{problem.ResidualSumOfSquares:G11}", $"{fit.SumDigits:F1}"],
        ]);
        Console.WriteLine($"{fit.Report.Message}, after {fit.Report.Iterations} iterations and {fit.Report.Evaluations} evaluations");
    }

    protected abstract void Show(string? title, string[] headers, IEnumerable<string[]> rows);

    protected abstract string Grade(double digits);

    private sealed class PlainDisplay : Display
    {
        protected override void Show(string? title, string[] headers, IEnumerable<string[]> rows)
        {
            string[][] lines = [headers, .. rows];
            int[] widths = [.. headers.Select((_, i) => lines.Max(line => line[i].Length))];
            if (title is not null)
                Console.WriteLine(title);
            foreach (string[] line in lines)
                Console.WriteLine(string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }

        protected override string Grade(double digits) => $"{digits:F1}";
    }

    private sealed class TerminalDisplay : Display
    {
        protected override void Show(string? title, string[] headers, IEnumerable<string[]> rows)
        {
            Table table = new Table().Border(TableBorder.Rounded);
            if (title is not null)
                table.Title(Markup.Escape(title));
            foreach (string header in headers)
                table.AddColumn($"[bold]{header}[/]");
            foreach (string[] row in rows)
                table.AddRow(row);
            AnsiConsole.Write(table);
        }

        protected override string Grade(double digits) => digits >= 6 ? $"[green]{digits:F1}[/]" : $"[red]{digits:F1}[/]";
    }
}
