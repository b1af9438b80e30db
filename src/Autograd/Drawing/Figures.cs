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
        bool isFinite = Array.TrueForAll(values, double.IsFinite);
        string text = whole ? Whole(tensor) : "";
        if (values.Length == 0)
            return new(["empty"], null, text, null, true);
        int columns = tensor.Shape[^1], rows = values.Length / columns;
        if (columns <= MostInLine && rows <= MostRows)
            return new(Rows(values, columns, digits), null, text, null, isFinite);
        return new(Summary(values, digits), Heat.Of(values, rows, columns), text, null, isFinite);
    }

    public static string Number(double value, int digits) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? value > 0 ? "∞" : "−∞"
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

    private static string[] Summary(double[] values, int digits)
    {
        double[] finite = Array.FindAll(values, double.IsFinite);
        int nan = values.Count(double.IsNaN), infinite = values.Length - finite.Length - nan;
        List<string> lines = [];
        if (finite.Length > 0)
            lines.AddRange([$"min {Number(finite.Min(), digits)}", $"mean {Number(Mean(finite), digits)}", $"max {Number(finite.Max(), digits)}"]);
        if (nan > 0)
            lines.Add($"{nan} × NaN");
        if (infinite > 0)
            lines.Add($"{infinite} × ∞");
        return [.. lines];
    }

    // Halves keep the sum of the largest numbers finite; rounding must not carry it beyond them.
    private static double Mean(double[] values) => Math.Clamp(2 * values.Sum(value => value / 2 / values.Length), values.Min(), values.Max());
}
