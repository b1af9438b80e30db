using System.Globalization;
using Autograd;

namespace Curvature;

/// <summary>Numbers for reading.</summary>
public static class Text
{
    private const int ShownOfLong = 4;

    /// <summary>A number, a vector (1, 2) or a matrix [1, 2; 3, 4]; of a long vector the beginning.</summary>
    public static string Of(Tensor x) => x.Rank switch
    {
        0 => Of(x.ToDouble()),
        1 when x.Count > 2 * ShownOfLong => $"({Joined(x[..ShownOfLong])}, …), {x.Count} numbers",
        1 => $"({Joined(x)})",
        _ => $"[{string.Join("; ", Enumerable.Range(0, x.Shape[0]).Select(row => Joined(x[row])))}]",
    };

    /// <summary>Six decimals, without trailing zeros and without a minus before nothing.</summary>
    public static string Of(double value) => (Math.Round(value, 6) + 0.0).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Two digits, for numbers of which the size matters.</summary>
    public static string Small(double value) =>
        value is 0 or (>= 0.01 and < 1000) ? value.ToString("0.####", CultureInfo.InvariantCulture)
        : value.ToString("0.0e-0", CultureInfo.InvariantCulture);

    private static string Joined(Tensor x) => string.Join(", ", x.ToArray<double>().Select(Of));
}
