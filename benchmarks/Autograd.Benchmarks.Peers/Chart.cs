using System.Globalization;
using ScottPlot;

namespace Autograd.Benchmarks.Peers;

/// <summary>The ratios as a chart: a row for each case, the best on top, a dot for each number of threads, a tick at the aim.</summary>
internal static class Chart
{
    private const string Font = "DejaVu Sans";
    private const int RowHeight = 17, Margins = 120, Width = 1000;
    private static readonly Color[] Colors = [Color.FromHex("#1f5fa8"), Color.FromHex("#e07b00")];
    private static readonly Color Grey = Color.FromHex("#909090"), Dark = Color.FromHex("#404040");
    private static readonly double[] Marks = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

    public static void Save(Results results, string path)
    {
        Measurement[] compared = [.. results.Rows.Concat(Measurement.GeometricMeans(results.Rows))
            .Where(row => row.Ratio is not null && row.Aim is not null)];
        if (compared.Length == 0)
            return;
        string[] names = [.. compared.GroupBy(row => row.Name).OrderBy(rows => rows.First().Ratio).Select(rows => rows.Key)];
        int[] threads = [.. compared.Select(row => row.Threads).Distinct().Order()];

        Fonts.Default = Font;
        Plot plot = new();
        plot.Axes.SetLimitsY(-0.7, names.Length - 0.3);
        foreach (Measurement row in compared)
            plot.Add.Marker(Math.Log10(row.Aim!.Value), Array.IndexOf(names, row.Name), MarkerShape.VerticalBar, 11, Grey);
        for (int i = 0; i < threads.Length; i++)
        {
            Measurement[] rows = [.. compared.Where(row => row.Threads == threads[i])];
            ScottPlot.Plottables.Scatter dots = plot.Add.ScatterPoints(
                rows.Select(row => Math.Log10(row.Ratio!.Value)).ToArray(),
                rows.Select(row => (double)Array.IndexOf(names, row.Name)).ToArray(), Colors[i % Colors.Length]);
            dots.MarkerSize = 8;
            dots.MarkerShape = i == 0 ? MarkerShape.FilledCircle : MarkerShape.OpenCircle;
            dots.LegendText = threads[i] == 1 ? "one thread" : $"{threads[i]} threads";
        }

        plot.Add.VerticalLine(0, 1.5f, Dark);
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. Marks.Select(Math.Log10)], [.. Marks.Select(mark => mark.ToString(CultureInfo.InvariantCulture))]);
        plot.Axes.Left.TickGenerator = new ScottPlot.TickGenerators.NumericManual(
            [.. Enumerable.Range(0, names.Length).Select(i => (double)i)], names);
        plot.Axes.SetLimitsX(
            Math.Log10(compared.Min(row => row.Ratio!.Value)) - 0.1,
            Math.Log10(compared.Max(row => Math.Max(row.Ratio!.Value, row.Aim!.Value))) + 0.1);
        plot.Axes.Title.Label.Text = "Times as fast as libtorch (grey tick: the aim)";
        plot.Axes.Bottom.Label.Text = Machine.Processor;
        plot.Axes.Bottom.Label.FontSize = 11;
        plot.Axes.Bottom.Label.Bold = false;
        plot.ShowLegend(Alignment.LowerRight);

        // Readers without that font get one as wide.
        File.WriteAllText(path, plot.GetSvgXml(Width, names.Length * RowHeight + Margins)
            .Replace($"font-family=\"{Font}\"", $"font-family=\"{Font}, Verdana, sans-serif\"", StringComparison.Ordinal));
    }
}
