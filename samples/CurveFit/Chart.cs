using Autograd;
using ScottPlot;

namespace CurveFit;

/// <summary>Data and fitted curve, drawn.</summary>
public static class Chart
{
    private const int Width = 900, Height = 560, CurvePoints = 500;
    private const float LargestTitle = 16, TitleRoom = 1200;

    public static string ToSvg(Fit fit)
    {
        Problem problem = fit.Problem;
        Plot plot = new();
        if (problem.X.Length == 1)
            DrawCurve(plot, fit);
        else
            DrawAgreement(plot, fit);
        plot.Title($"{problem.Name}\n{problem.Model.Formula}", Math.Min(LargestTitle, TitleRoom / problem.Model.Formula.Length));
        plot.ShowLegend(Edge.Bottom);
        return plot.GetSvgXml(Width, Height);
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
