using System.Globalization;

namespace Autograd;

/// <summary>Recognises mistakes by the pattern of what disagrees.</summary>
internal static class GradientDiagnosis
{
    public static (GradientMistake, string) Of(DerivativeTable table, (int Row, int Column)[] failures, int order)
    {
        (int row, int column) = failures[0];
        double[,] numeric = table.Numeric;
        if (failures.Any(at => !double.IsFinite(numeric[at.Row, at.Column]) || !double.IsFinite(table.Reverse[at.Row, at.Column])))
            return (GradientMistake.NotFinite, "a value or derivative is not finite here; "
                + "check at a point inside the function's domain, or guard the branch that was not taken with Where.");
        if (table.HasKink(row, column))
            return (GradientMistake.Kink, "the function has a kink at this point or within a step of it, where differences say nothing; "
                + "check at another point, or with a smaller Step.");

        bool reverseIsRight = failures.All(at => table.Agree(table.Reverse[at.Row, at.Column], numeric[at.Row, at.Column]));
        double[,] analytic = reverseIsRight ? table.Forward : table.Reverse;
        (GradientMistake mistake, string what) = Pattern(table, analytic, failures);
        string where = reverseIsRight ? "; only forward mode is wrong, so look at Jvp, or at a Backward that is not linear in the upstream gradient"
            : order > 1 ? "; the lower orders are right, so look at how the Backward of an own function is itself differentiated" : "";
        return (mistake, what + where + ".");
    }

    private static (GradientMistake, string) Pattern(DerivativeTable table, double[,] analytic, (int Row, int Column)[] failures)
    {
        double[,] numeric = table.Numeric;
        int input = table.Columns[failures[0].Column].Input;
        int[] columns = [.. Enumerable.Range(0, table.Columns.Length).Where(column => input < 0 || table.Columns[column].Input == input)];
        int[] rows = [.. Enumerable.Range(0, table.Rows.Length)];
        if (rows.All(row => columns.All(column => analytic[row, column] == 0)))
            return (GradientMistake.LeftTape, $"{Named(input)} gets no gradient at all, though the result depends on it: "
                + "the function leaves the tape, through Detach, NoGrad, or by reading numbers and making a tensor of them");
        if (IsTransposed(table, analytic, input, columns))
            return (GradientMistake.Transpose, $"a transpose: the gradient of {Named(input)} is right but for its axes, which are exchanged");

        double[] ratios = [.. failures.Select(at => analytic[at.Row, at.Column] / numeric[at.Row, at.Column])];
        if (ratios.All(ratio => table.Agree(ratio, ratios[0])) && (ratios.Length > 1 || IsSimple(ratios[0])))
        {
            if (table.Agree(ratios[0], -1))
                return (GradientMistake.Sign, "a sign: what is wrong has the right magnitude, negated");
            if (ratios[0] != 0)
                return (GradientMistake.Factor, string.Create(CultureInfo.InvariantCulture, $"a factor: what is wrong is {ratios[0]:G5} times what it should be"));
        }

        bool partly = rows.Any(row => columns.Any(column => analytic[row, column] != 0 && table.Agree(analytic[row, column], numeric[row, column])));
        bool isBroadcast = input >= 0 && table.InputShape(input).ElementCount < table.Shape.ElementCount;
        return partly && isBroadcast && failures.All(at => analytic[at.Row, at.Column] == 0)
            ? (GradientMistake.MissingBroadcastSum, $"a missing sum over a broadcast axis: {Named(input)} {table.InputShape(input)} "
                + $"was repeated to {table.Shape}, and got the gradient of some of its uses only")
            : (GradientMistake.Unknown, "none that has a pattern; look at the elements above");
    }

    /// <summary>Whether the gradient, or the whole square Jacobian, is right once its two axes are exchanged.</summary>
    private static bool IsTransposed(DerivativeTable table, double[,] analytic, int input, int[] columns)
    {
        if (input < 0 || columns.Length != table.InputShape(input).ElementCount)
            return false;
        int count = columns.Length;
        if (table.InputShape(input) is [> 1 and int height, > 1 and int width]
            && Equal((row, k) => analytic[row, columns[k % width * height + k / width]]))
            return true;
        return count > 1 && table.Rows.Length == count && table.Shape.ElementCount == count && Equal((row, k) => analytic[k, columns[row]]);

        bool Equal(Func<int, int, double> exchanged) => Enumerable.Range(0, table.Rows.Length).All(row =>
            Enumerable.Range(0, count).All(k => table.Agree(exchanged(row, k), table.Numeric[row, columns[k]])
                || Math.Abs(exchanged(row, k) - table.Numeric[row, columns[k]]) < 1e-9));
    }

    /// <summary>Whether a lone ratio is a fraction that mistakes are made with.</summary>
    private static bool IsSimple(double ratio) => Enumerable.Range(1, 12).Any(divisor =>
        Math.Abs(ratio * divisor) is > 0.5 and < 100 && Math.Abs(ratio * divisor - Math.Round(ratio * divisor)) < 1e-3);

    private static string Named(int input) => input < 0 ? "an input" : $"input {input}";
}
