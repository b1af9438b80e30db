namespace Autograd;

/// <summary>On a linear map or a rule of its own: what it does to a gradient on its way back, in a few words.</summary>
internal interface IGate
{
    string Gate { get; }
}

/// <summary>What a node's rule does, in words, for pictures and explanations; drawn from the rule itself.</summary>
/// <param name="Symbol">The operation as a formula would show it: <c>+</c>, <c>x + 1</c>, <c>exp</c>; else its name.</param>
/// <param name="Gate">What it does to a gradient on its way back: distributes, swaps, routes, …; null where nothing short can be said.</param>
/// <param name="Slopes">The local gradients as formulas of the operands and the result, one for each operand; empty where they are no formulas.</param>
internal sealed record Rule(string Symbol, string? Gate, params IReadOnlyList<string> Slopes)
{
    private const int LongestSymbol = 12, LongestSlope = 60, LongestWord = 12;

    public const string Linear = "linear: the transposed map brings the gradient back";

    /// <summary>The rule of y = f(x).</summary>
    public static Rule Of<F>(F formula, string operation, RuleWords words) where F : struct, IUnaryFormula
    {
        Written slope = formula.Slope(new Written(words.Left), new Written(words.Result));
        return new(SymbolOf(formula.Value(new Written("x")), operation), slope.Constant switch
        {
            1 => "passes the gradient on",
            0 => "blocks: its slope is 0",
            { } => $"scales the gradient by {slope}",
            null when slope.IsChoice => "routes: passes the gradient on or blocks it",
            null => "scales the gradient by its slope",
        }, Short(slope));
    }

    /// <summary>The rule of z = f(x, y).</summary>
    public static Rule OfTwo<F>(F formula, string operation, RuleWords words) where F : struct, IBinaryFormula
    {
        Written x = new("x"), y = new("y"), z = new("z"), left = new(words.Left), right = new(words.Right), result = new(words.Result);
        Written byX = formula.SlopeX(x, y, z), byY = formula.SlopeY(x, y, z);
        string gate = (byX.Constant, byY.Constant) switch
        {
            (1, 1) => "distributes the gradient to both",
            ({ }, { }) => $"distributes the gradient, times {byX} and {byY}",
            _ when byX.ToString() == "y" && byY.ToString() == "x" => "swaps: each operand's gradient is scaled by the other",
            _ when byX.IsChoice => "routes the gradient to the operand chosen",
            _ => "scales the gradient by its slopes",
        };
        return new(SymbolOf(formula.Value(x, y), operation), gate,
            Short(formula.SlopeX(left, right, result)), Short(formula.SlopeY(left, right, result)));
    }

    // "x + y" is drawn as "+", "exp(x)" as "exp"; what is no short formula goes by its name.
    private static string SymbolOf(Written value, string operation)
    {
        string text = value.ToString();
        if (value.Constant is not null || text.Length > LongestSymbol || text == "x")
            return operation;
        if (text.StartsWith("x ", StringComparison.Ordinal) && text.EndsWith(" y", StringComparison.Ordinal))
            return text[2..^2] == "·" ? "×" : text[2..^2];
        bool isCall = text.EndsWith("(x)", StringComparison.Ordinal) && !text.Contains(' ', StringComparison.Ordinal);
        return isCall ? text[..^3] : text.Replace('·', '×');
    }

    /// <summary>A tensor's name as a word of formulas, where it is fit for that.</summary>
    public static string? Word(string? name) =>
        name is { Length: > 0 and <= LongestWord } && name.All(static letter => char.IsLetterOrDigit(letter) || char.IsNumber(letter) || letter is '_') ? name : null;

    private static string Short(Written slope) => slope.ToString() is { Length: <= LongestSlope } text ? text : "";
}

/// <summary>What the slopes of a rule call the operands and the result.</summary>
internal readonly record struct RuleWords(string Left, string Right, string Result);
