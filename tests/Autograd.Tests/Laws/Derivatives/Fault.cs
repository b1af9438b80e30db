using System.Globalization;

namespace Autograd.Tests.Laws.Derivatives;

/// <summary>What is wrong with a derivative, in words; null when nothing is.</summary>
internal static class Fault
{
    /// <param name="found">What the library says.</param>
    /// <param name="expected">The stored value.</param>
    /// <param name="type">The element type, whose rounding is the unit.</param>
    /// <param name="ulps">How many units in the last place, of the expected value, are forgiven.</param>
    /// <param name="absolute">What is forgiven whatever the value's size.</param>
    public static string? Of(double found, double expected, DType type, double ulps, double absolute = 0)
    {
        double unit = type == DType.Float32 ? 1.2e-7 : 2.3e-16, smallest = type == DType.Float32 ? 1.2e-38 : 2.3e-308;
        double error = Math.Abs(found - expected);
        return found.Equals(expected) || found == expected || error <= Math.Max(ulps * unit * Math.Abs(expected), Math.Max(absolute, smallest)) ? null
            : double.IsNaN(found) ? $"NaN where {(double.IsFinite(expected) ? "finite" : "infinite")}"
            : double.IsNaN(expected) ? "a number where NaN"
            : double.IsInfinity(found) ? double.IsInfinity(expected) ? "wrong sign" : "overflow"
            : double.IsInfinity(expected) ? "finite where infinite"
            : found == 0 ? "zero"
            : found * expected < 0 ? "wrong sign"
            : error < 1e-2 * Math.Abs(expected) ? string.Create(CultureInfo.InvariantCulture, $"{error / unit / Math.Abs(expected):G2} units lost")
            : "wrong";
    }
}
