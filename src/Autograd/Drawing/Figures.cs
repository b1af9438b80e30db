using System.Globalization;

namespace Autograd.Drawing;

/// <summary>A tensor's numbers as a picture shows them: all of few, or the least, the mean and the largest of many, and a heat map.</summary>
internal sealed class Figures
{
    private const int MostInLine = 4, MostRows = 3;

    private Figures(string[] lines, Heat? heat, string text, double? single, bool isFinite) =>
        (Lines, Heat, Text, Single, IsFinite) = (lines, heat, text, single, isFinite);

    /// <summary>The numbers, or what is to be said of them, line by line.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Of large tensors.</summary>
    public Heat? Heat { get; }

    /// <summary>The whole tensor, printed as <see cref="Tensor.ToString"/> prints it, with its shape and type.</summary>
    public string Text { get; }

    /// <summary>The number, where there is just one.</summary>
    public double? Single { get; }

    /// <summary>Whether no NaN or infinity is among them.</summary>
    public bool IsFinite { get; }

    /// <summary>The numbers in one line.</summary>
    public string Line => string.Join(" ", Lines);

    public static Figures Of(Tensor tensor, int digits)
    {
        double[] values = tensor.Values().Cast(DType.Float64).ToArray<double>();
        bool isFinite = Array.TrueForAll(values, double.IsFinite);
        string text = $"{tensor.DType} {tensor.Shape}\n{tensor}";
        if (values.Length == 0)
            return new(["empty"], null, text, null, true);
        if (values.Length == 1)
            return new([Number(values[0], digits)], null, text, values[0], isFinite);
        int columns = tensor.Shape[^1], rows = values.Length / columns;
        if (columns <= MostInLine && rows <= MostRows)
            return new([.. values.Chunk(columns).Select(row => $"[{string.Join(", ", row.Select(value => Number(value, digits)))}]")], null, text, null, isFinite);
        return new(Summary(values, digits), Heat.Of(values, rows, columns), text, null, isFinite);
    }

    public static string Number(double value, int digits) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? value > 0 ? "∞" : "−∞"
        : value.ToString($"G{digits}", CultureInfo.InvariantCulture).Replace('-', '−');

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
