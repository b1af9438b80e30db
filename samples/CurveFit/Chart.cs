using System.Text;
using Autograd;
using ScottPlot;
using ScottPlot.MultiplotLayouts;
using ScottPlot.TickGenerators;
using SkiaSharp;

namespace CurveFit;

/// <summary>Data and fitted curve, and the way there, drawn.</summary>
public static class Chart
{
    private const int Width = 900, Height = 840, CurvePoints = 500;
    private const int ManySteps = 60;
    private const double Rounding = 1e-16;
    private const float LargestTitle = 16, TitleRoom = 1200;

    // The first of these that the machine has: what would be taken without asking may well have serifs.
    private static readonly string? Font = new[] { "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans", "DejaVu Sans" }
        .FirstOrDefault(static name => Fonts.GetTypeface(name, bold: false, italic: false).FamilyName == name);

    /// <summary>Above the fit, taking two thirds of the height; below how the sum of squares fell.</summary>
    public static string ToSvg(Fit fit)
    {
        (Plot above, Plot below) = (Fitted(fit), Descent(fit));
        CustomGrid grid = new();
        grid.Set(above, new GridCell(rowIndex: 0, colIndex: 0, rowCount: 3, colCount: 1, rowSpan: 2, colSpan: 1));
        grid.Set(below, new GridCell(rowIndex: 2, colIndex: 0, rowCount: 3, colCount: 1, rowSpan: 1, colSpan: 1));
        Multiplot both = new(above) { Layout = grid };
        both.Subplots.Add(below);

        using MemoryStream svg = new();
        using (SKCanvas canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), svg))
            both.Render(canvas, new PixelRect(0, Width, Height, 0));
        return Encoding.UTF8.GetString(svg.ToArray());
    }

    private static Plot Fitted(Fit fit)
    {
        Problem problem = fit.Problem;
        Plot plot = Empty();
        if (problem.X.Length == 1)
            DrawCurve(plot, fit);
        else
            DrawAgreement(plot, fit);
        plot.Title($"{problem.Name}\n{problem.Model.Formula}", Math.Min(LargestTitle, TitleRoom / problem.Model.Formula.Length));
        plot.ShowLegend(Edge.Bottom);
        return plot;
    }

    /// <summary>By which part of itself the sum of squares was too large after each step, on a logarithmic scale.</summary>
    private static Plot Descent(Fit fit)
    {
        Plot plot = Empty();
        double[] numbers = [.. fit.Steps.Select(static step => (double)step.Iteration)];
        double[] excess = [.. fit.Steps.Select(step => Math.Log10(Math.Max(Rounding, 2 * step.Value / fit.Report.SumOfSquares - 1)))];
        ScottPlot.Plottables.Scatter line = plot.Add.Scatter(numbers, excess, Colors.SeaGreen);
        line.LineWidth = 2;
        line.MarkerSize = numbers.Length > ManySteps ? 0 : 6;
        plot.Axes.Left.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true, LabelFormatter = static power => $"{Math.Pow(10, power):G3}" };
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.XLabel("step");
        plot.YLabel("excess of squares");
        return plot;
    }

    private static Plot Empty()
    {
        Plot plot = new();
        if (Font is not null)
            plot.Font.Set(Font);
        return plot;
    }

    private static void DrawCurve(Plot plot, Fit fit)
    {
        double[] x = fit.Problem.X[0];
        double[] along = Tensor.Linspace(x.Min(), x.Max(), CurvePoints).ToArray<double>();
        DrawData(plot, x, fit.Problem.Response);
        ScottPlot.Plottables.Scatter curve = plot.Add.ScatterLine(along, Predicted(fit, [along]), Colors.DarkOrange);
        curve.LineWidth = 2;
        curve.LegendText = "fitted curve";
        plot.XLabel("x");
        plot.YLabel(fit.Problem.Model.FitsLogarithm ? "log y" : "y");
    }

    /// <summary>With two predictors there is no curve on paper: observed over fitted, which would be a straight line.</summary>
    private static void DrawAgreement(Plot plot, Fit fit)
    {
        double[] fitted = Predicted(fit, fit.Problem.X), ends = [fitted.Min(), fitted.Max()];
        DrawData(plot, fitted, fit.Problem.Response);
        plot.Add.ScatterLine(ends, ends, Colors.DarkOrange).LegendText = "observed = fitted";
        plot.XLabel("fitted");
        plot.YLabel("observed");
    }

    private static void DrawData(Plot plot, double[] x, double[] y)
    {
        ScottPlot.Plottables.Scatter points = plot.Add.ScatterPoints(x, y, Colors.SteelBlue);
        points.MarkerSize = 6;
        points.LegendText = "observations";
    }

    private static double[] Predicted(Fit fit, double[][] x) =>
        fit.Problem.Model.Value(fit.Report.Parameters, Problem.Predictors(x)).ToArray<double>();
}
