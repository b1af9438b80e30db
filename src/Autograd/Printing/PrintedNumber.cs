using System.Globalization;

namespace Autograd;

/// <summary>A number and the shortest digits that tell it from its neighbours of the same type.</summary>
internal readonly record struct PrintedNumber(double Value, string Shortest)
{
    // No double has more digits than this.
    private const int AllDigits = 767;

    /// <summary>The element of a tensor so many places after its first.</summary>
    public static PrintedNumber At(Tensor tensor, int place) => tensor.DType == DType.Float32
        ? new(tensor.Peek<float>(place), tensor.Peek<float>(place).ToString("R", CultureInfo.InvariantCulture))
        : new(tensor.Peek<double>(place), tensor.Peek<double>(place).ToString("R", CultureInfo.InvariantCulture));

    /// <summary>What is printed for a number that is not finite.</summary>
    public string Name => double.IsNaN(Value) ? "nan" : Value > 0 ? "inf" : "-inf";

    private string Sign => double.IsNegative(Value) ? "-" : "";

    /// <summary>The digits before and behind the point, without zeros at the end.</summary>
    public (string Whole, string Fraction) Plain(int precision)
    {
        (string digits, int power) = Digits();
        if (digits.Length > power + 1 + precision)
            (digits, power) = RoundedBehindPoint(precision);
        else if (digits.Length < power + 1)
            (digits, power) = RoundedBehindPoint(0);        // no zeros are made up before the point

        digits = digits.PadLeft(digits.Length - Math.Min(power, 0), '0');
        int whole = Math.Max(power + 1, 1);
        return (Sign + digits[..whole], digits[whole..].TrimEnd('0'));
    }

    /// <summary>
    /// One digit before the point, those behind it, and the power of ten. Behind the point stand at most so many digits, without
    /// zeros at the end; or exactly so many, of the exact value where the shortest are fewer.
    /// </summary>
    public (string Whole, string Fraction, int Power) InPowers(int precision, bool fills = false)
    {
        (string digits, int power) = Digits();
        if (fills || digits.Length > 1 + precision)
        {
            (string exact, int exactPower) = Exact();
            (digits, power) = Rounded(exact, exactPower, 1 + precision);
        }

        return (Sign + digits[0], digits[1..].TrimEnd('0').PadRight(fills ? precision : 0, '0'), power);
    }

    /// <summary>As NumPy prints a number by itself: the shortest digits, in powers of ten below 10⁻⁴ and from 10¹⁶ on.</summary>
    public string Alone()
    {
        if (!double.IsFinite(Value))
            return Name;
        (string digits, int power) = Digits();
        if (power is < -4 or > 15)
            return $"{Sign}{digits[0]}{(digits.Length > 1 ? "." : "")}{digits[1..]}e{(power < 0 ? '-' : '+')}{Math.Abs(power).ToString("00", CultureInfo.InvariantCulture)}";
        string padded = digits.PadLeft(digits.Length - Math.Min(power, 0), '0').PadRight(Math.Max(power + 1, 0), '0');
        int whole = Math.Max(power + 1, 1);
        return $"{Sign}{padded[..whole]}.{(padded.Length > whole ? padded[whole..] : "0")}";
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

    /// <summary>As <see cref="Digits"/>, of the value itself: the shortest digits may be rounded.</summary>
    private (string Digits, int Power) Exact()
    {
        string[] halves = Math.Abs(Value).ToString($"E{AllDigits}", CultureInfo.InvariantCulture).Split('E');
        return (halves[0].Replace(".", "", StringComparison.Ordinal), int.Parse(halves[1], CultureInfo.InvariantCulture));
    }

    private (string Digits, int Power) RoundedBehindPoint(int places)
    {
        (string exact, int power) = Exact();
        return Rounded(exact, power, power + 1 + places);
    }

    /// <summary>So many digits of an exact value, a tie rounded to the even digit; one more where rounding carries to the front.</summary>
    private static (string Digits, int Power) Rounded(string exact, int power, int kept)
    {
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
