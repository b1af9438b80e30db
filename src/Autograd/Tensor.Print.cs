using System.Globalization;
using System.Text;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The values as NumPy prints arrays: nested brackets, columns aligned, up to 8 digits behind the point, powers of ten where
    /// the range demands them. Of more than 1,000 elements the first and last three along each axis are shown, followed by
    /// shape and element type.
    /// </summary>
    public override string ToString() => new Printer(this).Print();

    /// <summary>One printing: chooses the columns' format from the elements shown, then lays out lines.</summary>
    private sealed class Printer
    {
        private const int LineWidth = 75;
        private const int Threshold = 1000;
        private const int EdgeItems = 3;
        private const string Gap = "...";

        private readonly Tensor tensor;
        private readonly bool cutShort;
        private readonly Queue<string> words = [];              // the elements shown, in reading order

        public Printer(Tensor tensor)
        {
            this.tensor = tensor;
            cutShort = tensor.Count > Threshold;
        }

        public string Print()
        {
            if (tensor.Count == 0)
                return "[]";
            foreach (string word in Column.Format(ShownElements()))
                words.Enqueue(word);
            string body = Part(axis: 0, indent: " ", LineWidth);
            return cutShort ? $"{body}, shape={tensor.Shape}, dtype={tensor.DType}" : body;
        }

        private List<PrintedNumber> ShownElements()
        {
            Tensor shown = tensor.Values();
            for (int axis = 0; axis < tensor.Rank; axis++)
                if (IsCut(axis))
                    shown = shown.IndexSelect(axis, [0, 1, 2, .. Enumerable.Range(tensor.Shape[axis] - EdgeItems, EdgeItems)]);
            return tensor.DType == DType.Float32
                ? [.. shown.ToArray<float>().Select(static value => new PrintedNumber(value, value.ToString("R", CultureInfo.InvariantCulture)))]
                : [.. shown.ToArray<double>().Select(static value => new PrintedNumber(value, value.ToString("R", CultureInfo.InvariantCulture)))];
        }

        private bool IsCut(int axis) => cutShort && tensor.Shape[axis] > 2 * EdgeItems;

        private string Part(int axis, string indent, int width)
        {
            if (axis == tensor.Rank)
                return words.Dequeue();
            string inside = axis == tensor.Rank - 1 ? Line(axis, indent, width - 1) : Nested(axis, indent, width - 1);
            return $"[{inside[indent.Length..]}]";
        }

        /// <summary>The parts along an axis, each on lines of its own, with more space between the larger ones.</summary>
        private string Nested(int axis, string indent, int width) => string.Join(
            new string('\n', tensor.Rank - axis - 1),
            Items(axis, () => Part(axis + 1, indent + " ", width)).Select(part => indent + part));

        /// <summary>The elements along the last axis, wrapped where the line is full.</summary>
        private string Line(int axis, string indent, int width)
        {
            StringBuilder text = new();
            string line = indent;
            foreach (string word in Items(axis, words.Dequeue))
            {
                if (line.Length + word.Length > width && line.Length > indent.Length)
                {
                    text.Append(line.TrimEnd()).Append('\n');
                    line = indent;
                }

                line += word + " ";
            }

            // Columns are padded on the right as well: only the separator goes.
            return text.Append(line.AsSpan(0, line.Length - 1)).ToString();
        }

        private IEnumerable<string> Items(int axis, Func<string> next)
        {
            int shown = IsCut(axis) ? 2 * EdgeItems : tensor.Shape[axis];
            for (int i = 0; i < shown; i++)
            {
                if (i == EdgeItems && IsCut(axis))
                    yield return Gap;
                yield return next();
            }
        }
    }

    /// <summary>The common format of numbers that are printed beneath one another.</summary>
    private static class Column
    {
        private const int Precision = 8;

        public static IEnumerable<string> Format(List<PrintedNumber> numbers)
        {
            List<PrintedNumber> finite = [.. numbers.Where(static number => double.IsFinite(number.Value))];
            return NeedsPowers(finite) ? InPowers(numbers, finite) : Plain(numbers, finite);
        }

        private static bool NeedsPowers(List<PrintedNumber> finite)
        {
            double[] magnitudes = [.. finite.Select(static number => Math.Abs(number.Value)).Where(static magnitude => magnitude > 0)];
            return magnitudes.Length > 0
                && (magnitudes.Max() >= 1e8 || magnitudes.Min() < 1e-4 || magnitudes.Max() / magnitudes.Min() > 1000);
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
            Dictionary<PrintedNumber, (string Whole, string Fraction, int Power)> parts = [];
            foreach (PrintedNumber number in finite)
                parts[number] = number.InPowers(Precision);
            int digits = parts.Values.Max(static part => part.Fraction.Length);
            int powerDigits = Math.Max(2, parts.Values.Max(static part => Math.Abs(part.Power).ToString(CultureInfo.InvariantCulture).Length));
            int width = Width(numbers, parts.Values.Max(static part => part.Whole.Length) + 1 + digits + 2 + powerDigits);
            return numbers.Select(number => (parts.TryGetValue(number, out (string Whole, string Fraction, int Power) part)
                ? $"{part.Whole}.{part.Fraction.PadRight(digits, '0')}e{(part.Power < 0 ? '-' : '+')}{Math.Abs(part.Power).ToString(CultureInfo.InvariantCulture).PadLeft(powerDigits, '0')}"
                : number.Name).PadLeft(width));
        }

        private static int Width(List<PrintedNumber> numbers, int finiteWidth) =>
            numbers.Where(static number => !double.IsFinite(number.Value)).Select(static number => number.Name.Length).Append(finiteWidth).Max();
    }

    /// <summary>A number and the shortest digits that tell it from its neighbours of the same type.</summary>
    private readonly record struct PrintedNumber(double Value, string Shortest)
    {
        // No double has more digits than this.
        private const int AllDigits = 767;

        /// <summary>What is printed for a number that is not finite.</summary>
        public string Name => double.IsNaN(Value) ? "nan" : Value > 0 ? "inf" : "-inf";

        private string Sign => double.IsNegative(Value) ? "-" : "";

        /// <summary>The digits before and behind the point, without zeros at the end.</summary>
        public (string Whole, string Fraction) Plain(int precision)
        {
            (string digits, int power) = Digits();
            (digits, power) = Cut(digits, power, power + 1 + precision);
            digits = power < 0 ? new string('0', -power) + digits : digits.PadRight(power + 1, '0');
            int whole = Math.Max(power + 1, 1);
            return (Sign + digits[..whole], digits[whole..].TrimEnd('0'));
        }

        /// <summary>One digit before the point, those behind it without zeros at the end, and the power of ten.</summary>
        public (string Whole, string Fraction, int Power) InPowers(int precision)
        {
            (string digits, int power) = Digits();
            (digits, power) = Cut(digits, power, 1 + precision);
            return (Sign + digits[0], digits[1..].TrimEnd('0'), power);
        }

        /// <summary>The significant digits, and the power of ten that the first one stands for.</summary>
        private (string Digits, int Power) Digits()
        {
            string[] halves = Shortest.TrimStart('-').Split('E');
            string[] around = halves[0].Split('.');
            string all = string.Concat(around), significant = all.TrimStart('0');
            if (significant.Length == 0)
                return ("0", 0);
            int power = around[0].Length - 1 - (all.Length - significant.Length);
            return (significant.TrimEnd('0'), halves.Length == 1 ? power : power + int.Parse(halves[1], CultureInfo.InvariantCulture));
        }

        /// <summary>At most so many digits, rounded from the exact value, a tie to the even digit.</summary>
        private (string Digits, int Power) Cut(string digits, int power, int kept)
        {
            if (digits.Length <= kept)
                return (digits, power);
            string exact = Math.Abs(Value).ToString($"E{AllDigits}", CultureInfo.InvariantCulture).Split('E')[0].Replace(".", "", StringComparison.Ordinal);
            bool tie = exact[kept] == '5' && exact.AsSpan(kept + 1).TrimEnd('0').IsEmpty;
            bool up = tie ? (exact[kept - 1] - '0') % 2 == 1 : exact[kept] >= '5';
            char[] result = exact[..kept].ToCharArray();
            if (!up)
                return (new(result), power);
            int last = kept - 1;
            while (last >= 0 && result[last] == '9')
                result[last--] = '0';
            if (last < 0)
                return ("1" + new string(result), power + 1);
            result[last]++;
            return (new(result), power);
        }
    }
}
