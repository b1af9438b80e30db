using System.Text;

namespace Digits;

/// <summary>
/// The losses over the epochs, on a logarithmic scale. The lines are an SVG that stretches to any width, the labels are HTML, which
/// does not stretch with them.
/// </summary>
internal sealed class LossCurve
{
    private const double Largest = 1e6, Smallest = 1e-9;

    private static readonly int[] RoundSteps = [.. Enumerable.Range(0, 6).SelectMany(power => new[] { 1, 2, 5 }.Select(factor => factor * (int)Math.Pow(10, power)))];

    private readonly IReadOnlyList<Epoch> epochs;
    private readonly double top, bottom;        // common logarithms
    private readonly double[] marks;

    public LossCurve(IReadOnlyList<Epoch> epochs)
    {
        this.epochs = epochs;
        double[] losses = [.. epochs.SelectMany(epoch => new[] { Bounded(epoch.TrainingLoss), Bounded(epoch.TestLoss) })];

        // 1, 2 and 5 times every power of ten; powers alone where those would be too many.
        double[] factors = Math.Log10(losses.Max() / losses.Min()) < 3 ? [1, 2, 5] : [1];
        double[] scale = [.. Enumerable.Range(-10, 18).SelectMany(power => factors.Select(factor => factor * Math.Pow(10, power)))];
        double low = scale.Last(mark => mark <= losses.Min()), high = scale.First(mark => mark > losses.Max());
        marks = [.. scale.Where(mark => mark >= low && mark <= high)];
        (bottom, top) = (Math.Log10(low), Math.Log10(high));
    }

    public string ToHtml()
    {
        StringBuilder html = new("<figure class=\"chart\">\n<div class=\"up\">");
        foreach (double mark in marks)
            html.Append($"<span style=\"top:{Height(mark):0.##}%\">{mark:G3}</span>");
        html.Append("</div>\n<svg viewBox=\"0 0 100 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
            .Append($"Training loss {epochs[^1].TrainingLoss:G3} and test loss {epochs[^1].TestLoss:G3} after {epochs.Count} epochs\">");
        foreach (double mark in marks)
            html.Append($"<line x1=\"0\" x2=\"100\" y1=\"{Height(mark):0.##}\" y2=\"{Height(mark):0.##}\"/>");
        html.Append(Line("training", epoch => epoch.TrainingLoss)).Append(Line("test", epoch => epoch.TestLoss));
        html.Append("</svg>\n<div class=\"along\">");
        foreach (int number in Numbers())
            html.Append($"<span style=\"left:{Width(number):0.##}%\">{number}</span>");
        html.Append("</div>\n<div class=\"legend\"><span class=\"line\">training images</span><span class=\"line test\">test images</span><span class=\"unit\">epochs</span></div>\n</figure>");
        return html.ToString();
    }

    private string Line(string kind, Func<Epoch, double> loss)
    {
        IEnumerable<string> points = epochs.Count == 1
            ? new[] { 0, 100 }.Select(width => $"{width},{Height(Bounded(loss(epochs[0]))):0.##}")
            : epochs.Select(epoch => $"{Width(epoch.Number):0.##},{Height(Bounded(loss(epoch))):0.##}");
        return $"<polyline class=\"{kind}\" points=\"{string.Join(' ', points)}\"/>";
    }

    /// <summary>The first epoch, the last, and round numbers that keep clear of both.</summary>
    private IEnumerable<int> Numbers()
    {
        int count = epochs.Count, step = RoundSteps.First(step => count <= 6 * step);
        IEnumerable<int> between = Enumerable.Range(1, count / step).Select(i => i * step).Where(number => number > 1 + step / 2 && number < count - 0.6 * step);
        return count == 1 ? [1] : [1, .. between, count];
    }

    private double Width(int number) => epochs.Count == 1 ? 50 : 100.0 * (number - 1) / (epochs.Count - 1);

    private double Height(double loss) => 100 * (top - Math.Log10(loss)) / (top - bottom);

    private static double Bounded(double loss) => double.IsNaN(loss) ? Largest : Math.Clamp(loss, Smallest, Largest);
}
