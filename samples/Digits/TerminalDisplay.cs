using Spectre.Console;

namespace Digits;

/// <summary>For a terminal: a live progress bar, and colours.</summary>
public sealed class TerminalDisplay : Display
{
    public override void Begin(Options options, Network network, DigitsData training, DigitsData test) => AnsiConsole.MarkupLine(
        $"[bold]{Layers(options)}[/] network, {network.ParameterCount} parameters, {training.Count} training images, {test.Count} test images, seed {options.Seed}");

    public override R Follow<R>(int epochs, Func<IProgress<Epoch>, R> train) => AnsiConsole.Progress()
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context => train(new Bar(context.AddTask("learning", maxValue: epochs), epochs)));

    public override void Show(Evaluation result)
    {
        AnsiConsole.MarkupLine($"Test loss     [bold]{result.Loss:F4}[/]");
        AnsiConsole.MarkupLine($"Test accuracy [bold green]{result.Accuracy:P1}[/] ({result.Correct} of {result.Data.Count})");

        Table table = new Table().Border(TableBorder.Simple).Title("rows: the digit, columns: as what it was read");
        table.AddColumn("");
        for (int read = 0; read < DigitsData.ClassCount; read++)
            table.AddColumn(new TableColumn($"[bold]{read}[/]").RightAligned());
        for (int digit = 0; digit < DigitsData.ClassCount; digit++)
            table.AddRow([$"[bold]{digit}[/]", .. Enumerable.Range(0, DigitsData.ClassCount).Select(read => Cell(result.Confusion[digit, read], digit == read))]);
        AnsiConsole.Write(table);
    }

    private static string Cell(int count, bool isRight) => (count, isRight) switch
    {
        (0, _) => "[grey]·[/]",
        (_, true) => $"[green]{count}[/]",
        _ => $"[red]{count}[/]",
    };

    private sealed class Bar(ProgressTask task, int epochs) : IProgress<Epoch>
    {
        public void Report(Epoch epoch)
        {
            task.Description = $"epoch {epoch.Number}/{epochs}: loss {epoch.TrainingLoss:F4}";
            task.Increment(1);
        }
    }
}
