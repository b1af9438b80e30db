using System.Globalization;

namespace Autograd.Drawing;

/// <summary>A tensor's numbers as a picture shows them: all of few, or the least, the mean and the largest of many, and a heat map.</summary>
internal sealed class Figures
{
    private const int MostInLine = 4, MostRows = 3;

    /// <summary>As wide as a digit, and left alone where other spaces are merged.</summary>
    public const char NoBreakSpace = '\u00A0';

    private Figures(string[] lines, Heat? heat, string text, double? single, bool isFinite) =>
        (Lines, Heat, Text, Single, IsFinite) = (lines, heat, text, single, isFinite);

    /// <summary>The numbers, or what is to be said of them, line by line.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Of large tensors.</summary>
    public Heat? Heat { get; }

    /// <summary>The whole tensor, printed as <see cref="Tensor.ToString()"/> prints it, with its shape and type; empty unless asked for.</summary>
    public string Text { get; }

    /// <summary>The number, where there is just one.</summary>
    public double? Single { get; }

    /// <summary>Whether no NaN or infinity is among them.</summary>
    public bool IsFinite { get; }

    /// <summary>The numbers in one line.</summary>
    public string Line => string.Join(" ", Lines);

    public static Figures Of(Tensor tensor, int digits, bool whole = false)
    {
        if (tensor.Count == 1)
            return OfOne(tensor.Cast(DType.Float64).ToDouble(), digits, whole ? Whole(tensor) : "");
        double[] values = tensor.Values().Cast(DType.Float64).ToArray<double>();
        string text = whole ? Whole(tensor) : "";
        if (values.Length == 0)
            return new(["empty"], null, text, null, true);
        int columns = tensor.Shape[^1], rows = values.Length / columns;
        if (columns <= MostInLine && rows <= MostRows)
            return new(Rows(values, columns, digits), null, text, null, Array.TrueForAll(values, double.IsFinite));
        Spread spread = Spread.Of(values);
        return new(Summary(spread, digits), Heat.Of(values, rows, columns, spread.Largest), text, null, spread.IsFinite);
    }

    public static string Number(double value, int digits) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? value > 0 ? "∞" : "−∞"
        : value == 0 ? "0"
        : value.ToString($"G{digits}", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>All numbers, those of a column beneath one another.</summary>
    private static string[] Rows(double[] values, int columns, int digits)
    {
        string[][] rows = [.. values.Chunk(columns).Select(row => Array.ConvertAll(row, value => Number(value, digits)))];
        int[] widths = [.. Enumerable.Range(0, columns).Select(column => rows.Max(row => row[column].Length))];
        return Array.ConvertAll(rows, row => $"[{string.Join(", ", row.Select((number, column) => number.PadLeft(widths[column], NoBreakSpace)))}]");
    }

    private static string Whole(Tensor tensor) => $"{tensor.DType} {tensor.Shape}\n{tensor}";

    private static Figures OfOne(double value, int digits, string text) => new([Number(value, digits)], null, text, value, double.IsFinite(value));

    private static string[] Summary(in Spread spread, int digits)
    {
        List<string> lines = [];
        if (spread.Finite > 0 && spread.Least == spread.Most)
            lines.Add($"all {Number(spread.Least, digits)}");
        else if (spread.Finite > 0)
            lines.AddRange([$"min {Number(spread.Least, digits)}", $"mean {Number(spread.Mean, digits)}", $"max {Number(spread.Most, digits)}"]);
        if (spread.NaNs > 0)
            lines.Add($"{spread.NaNs} × NaN");
        if (spread.Infinities > 0)
            lines.Add($"{spread.Infinities} × ∞");
        return [.. lines];
    }
}

/// <summary>What is said of many numbers; least, mean and most are those of the finite ones.</summary>
internal readonly record struct Spread(int Finite, int NaNs, int Infinities, double Least, double Mean, double Most)
{
    public double Largest => Finite == 0 ? 0 : Math.Max(Math.Abs(Least), Math.Abs(Most));

    public bool IsFinite => NaNs + Infinities == 0;

    public static Spread Of(ReadOnlySpan<double> values)
    {
        int finite = 0, nan = 0;
        double least = double.PositiveInfinity, most = double.NegativeInfinity, sum = 0;
        foreach (double value in values)
            if (double.IsFinite(value))
            {
                finite++;
                least = Math.Min(least, value);
                most = Math.Max(most, value);
                sum += value / values.Length;       // divided first, so that no sum overflows
            }
            else if (double.IsNaN(value))
                nan++;

        // Rounding must not carry a mean beyond its numbers, nor make something of what cancels.
        double mean = finite == 0 ? 0 : Math.Clamp(sum * ((double)values.Length / finite), least, most);
        bool cancels = Math.Abs(mean) < 1e-15 * Math.Max(Math.Abs(least), Math.Abs(most));
        return new(finite, nan, values.Length - finite - nan, least, cancels ? 0 : mean, most);
    }
}
