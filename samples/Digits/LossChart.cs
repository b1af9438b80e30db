using ScottPlot;
using ScottPlot.TickGenerators;

namespace Digits;

/// <summary>
/// The losses over the epochs, on a logarithmic scale. A page cannot recolour a picture, nor fold it: there is one for light
/// and one for dark surroundings, and of each a narrow one, all inside the HTML.
/// </summary>
internal sealed class LossChart(IReadOnlyList<Epoch> epochs)
{
    private const double Largest = 1e6, Smallest = 1e-9;
    private const float FontSize = 13;
    private const int Sharpness = 2;            // pixels of the image for one of the page, across

    private static readonly (int Width, int Height) Wide = (704, 330), Narrow = (358, 300);

    private static readonly Theme Light = new("#1c1e21", "#63676e", "#dedfe1", "#2563c9", "#c2560c");
    private static readonly Theme Dark = new("#e8e9eb", "#9aa0a8", "#363a42", "#7aaeff", "#ffa25c");

    // The first of these that the machine has: what would be taken without asking may well have serifs.
    private static readonly string? Font = new[] { "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans" }
        .FirstOrDefault(static name => Fonts.GetTypeface(name, bold: false, italic: false).FamilyName == name);

    public string ToHtml() => $"""
        <picture>
        <source media="(max-width: 560px) and (prefers-color-scheme: dark)" srcset="{Image(Narrow, Dark)}">
        <source media="(max-width: 560px)" srcset="{Image(Narrow, Light)}">
        <source media="(prefers-color-scheme: dark)" srcset="{Image(Wide, Dark)}">
        <img class="chart" src="{Image(Wide, Light)}" alt="Training loss {epochs[^1].TrainingLoss:G3} and test loss {epochs[^1].TestLoss:G3} after {epochs.Count} epochs">
        </picture>
        """;

    private string Image((int Width, int Height) size, Theme theme)
    {
        Plot plot = Drawn(theme);
        plot.ScaleFactor = Sharpness;
        byte[] image = plot.GetImageBytes(Sharpness * size.Width, Sharpness * size.Height, ImageFormat.Png);
        return $"data:image/png;base64,{Convert.ToBase64String(image)}";
    }

    private Plot Drawn(Theme theme)
    {
        Plot plot = new();
        Line(plot, "training images", theme.Training, LinePattern.Solid, static epoch => epoch.TrainingLoss);
        Line(plot, "test images", theme.Test, LinePattern.Dashed, static epoch => epoch.TestLoss);
        double[] marks = Marks();
        plot.Axes.Left.TickGenerator = new NumericManual(marks, [.. marks.Select(static mark => $"{Math.Pow(10, mark):G3}")]);
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, TickDensity = 0.5 };
        (double first, double last) = epochs.Count == 1 ? (0, 2) : (1, epochs.Count);
        plot.Axes.SetLimits(first, last, marks[0], marks[^1]);
        plot.XLabel("epoch");
        plot.ShowLegend(Edge.Top).Padding = new(0);
        Paint(plot, theme);
        return plot;
    }

    private static void Paint(Plot plot, Theme theme)
    {
        if (Font is not null)
            plot.Font.Set(Font);
        plot.Axes.Color(Color.FromHex(theme.Quiet));
        plot.Axes.Bottom.Label.Bold = false;
        plot.Axes.Bottom.Label.FontSize = plot.Axes.Bottom.TickLabelStyle.FontSize = plot.Axes.Left.TickLabelStyle.FontSize = FontSize;
        plot.Axes.Bottom.MajorTickStyle.Length = plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Axes.Bottom.MinorTickStyle.Length = 0;
        foreach (IAxis axis in plot.Axes.GetAxes())
            axis.FrameLineStyle.IsVisible = false;
        plot.Grid.MajorLineColor = Color.FromHex(theme.Grid);
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.FigureBackground.Color = plot.DataBackground.Color = plot.Legend.BackgroundColor = Colors.Transparent;
        plot.Legend.OutlineColor = plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.FontColor = Color.FromHex(theme.Ink);
        plot.Legend.FontSize = FontSize;
        plot.Legend.SymbolWidth = 30;
    }

    private void Line(Plot plot, string name, string color, LinePattern pattern, Func<Epoch, double> loss)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.Scatter(
            epochs.Select(static epoch => (double)epoch.Number).ToArray(), epochs.Select(epoch => Height(loss(epoch))).ToArray(), Color.FromHex(color));
        line.LegendText = name;
        line.LineWidth = 2;
        line.LinePattern = pattern;
        line.MarkerSize = epochs.Count == 1 ? 8 : 0;
    }

    /// <summary>Around all losses 1, 2 and 5 times every power of ten; powers alone where those would be too many. As logarithms.</summary>
    private double[] Marks()
    {
        double[] heights = [.. epochs.SelectMany(static epoch => new[] { Height(epoch.TrainingLoss), Height(epoch.TestLoss) })];
        (double least, double largest) = (heights.Min(), heights.Max());
        double[] factors = largest - least < 3 ? [1, 2, 5] : [1];
        double[] marks = [.. Enumerable.Range(-10, 18).SelectMany(power => factors.Select(factor => power + Math.Log10(factor)))];
        return marks[Array.FindLastIndex(marks, mark => mark <= least)..(Array.FindIndex(marks, mark => mark > largest) + 1)];
    }

    private static double Height(double loss) => Math.Log10(double.IsNaN(loss) ? Largest : Math.Clamp(loss, Smallest, Largest));

    private sealed record Theme(string Ink, string Quiet, string Grid, string Training, string Test);
}
