using System.Globalization;

namespace Autograd;

/// <summary>The common format of numbers that are printed beneath one another.</summary>
internal static class Column
{
    private const int Precision = 8;

    public static IEnumerable<string> Format(List<PrintedNumber> numbers, DType type)
    {
        List<PrintedNumber> finite = [.. numbers.Where(static number => double.IsFinite(number.Value))];
        return NeedsPowers(finite, type) ? InPowers(numbers, finite) : Plain(numbers, finite);
    }

    private static bool NeedsPowers(List<PrintedNumber> finite, DType type)
    {
        double[] magnitudes = [.. finite.Select(static number => Math.Abs(number.Value)).Where(static magnitude => magnitude > 0)];
        if (magnitudes.Length == 0)
            return false;
        (double least, double largest) = (magnitudes.Min(), magnitudes.Max());

        // Divided in the elements' own type: from 0.01 to 10 is a range of 1000, and no more, in single precision too.
        double range = type == DType.Float32 ? (float)largest / (float)least : largest / least;
        return largest >= 1e8 || least < 1e-4 || range > 1000;
    }

    private static IEnumerable<string> Plain(List<PrintedNumber> numbers, List<PrintedNumber> finite)
    {
        Dictionary<PrintedNumber, (string Whole, string Fraction)> parts = [];
        foreach (PrintedNumber number in finite)
            parts[number] = number.Plain(Precision);
        int left = parts.Count == 0 ? 0 : parts.Values.Max(static part => part.Whole.Length);
        int right = parts.Count == 0 ? 0 : parts.Values.Max(static part => part.Fraction.Length);
        int width = Width(numbers, left + 1 + right);
        return numbers.Select(number => parts.TryGetValue(number, out (string Whole, string Fraction) part)
            ? $"{part.Whole.PadLeft(width - 1 - right)}.{part.Fraction.PadRight(right)}"
            : number.Name.PadLeft(width));
    }

    private static IEnumerable<string> InPowers(List<PrintedNumber> numbers, List<PrintedNumber> finite)
    {
        int digits = finite.Max(static number => number.InPowers(Precision).Fraction.Length);
        Dictionary<PrintedNumber, string> words = [];
        int powerDigits = Math.Max(2, finite.Max(static number => Digits(number.InPowers(Precision).Power).Length));
        foreach (PrintedNumber number in finite)
        {
            (string whole, string fraction, int power) = number.InPowers(digits, fills: true);
            words[number] = $"{whole}.{fraction}e{(power < 0 ? '-' : '+')}{Digits(power).PadLeft(powerDigits, '0')}";
        }

        int width = Width(numbers, words.Values.Max(static word => word.Length));
        return numbers.Select(number => (words.GetValueOrDefault(number) ?? number.Name).PadLeft(width));
    }

    private static string Digits(int power) => Math.Abs(power).ToString(CultureInfo.InvariantCulture);

    private static int Width(List<PrintedNumber> numbers, int finiteWidth) =>
        numbers.Where(static number => !double.IsFinite(number.Value)).Select(static number => number.Name.Length).Append(finiteWidth).Max();
}
