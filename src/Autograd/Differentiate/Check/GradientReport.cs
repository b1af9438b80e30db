using System.Globalization;
using System.Text;

namespace Autograd;

/// <summary>What <see cref="GradientCheck"/> found; prints as an explanation.</summary>
public sealed record GradientReport
{
    /// <summary>Whether reverse mode, forward mode and central differences agree everywhere, at every order asked for.</summary>
    public bool Passed => Disagreeing == 0 && Mistake == GradientMistake.None;

    /// <summary>The order at which the check ended: the last, or the first that failed.</summary>
    public required int Order { get; init; }

    /// <summary>How many derivatives were compared, over all orders.</summary>
    public required int Compared { get; init; }

    /// <summary>How many of them disagree.</summary>
    public required int Disagreeing { get; init; }

    /// <summary>The derivatives that disagree most, the worst first.</summary>
    public required IReadOnlyList<GradientMismatch> Worst { get; init; }

    /// <summary>The likeliest mistake.</summary>
    public required GradientMistake Mistake { get; init; }

    /// <summary>The likeliest mistake in words, and what to look at; empty when the check passed.</summary>
    public required string Explanation { get; init; }

    /// <summary>The verdict, the worst derivatives, and the likeliest mistake.</summary>
    public override string ToString()
    {
        if (Passed)
            return $"Gradient check passed: {Compared} derivatives up to order {Order} agree in reverse mode, forward mode and central differences.";
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Gradient check failed at order {Order}: {Disagreeing} of {Compared} derivatives disagree.");
        foreach (GradientMismatch mismatch in Worst)
            text.Append('\n').Append("  ").Append(mismatch);
        return text.Append('\n').Append("Likeliest mistake: ").Append(Explanation).ToString();
    }
}

/// <summary>A derivative on which the ways to compute it disagree.</summary>
/// <param name="Order">1 for a derivative of the function, 2 for one of its gradient, …</param>
/// <param name="Input">The input's number; −1 for a random direction over all inputs.</param>
/// <param name="InputName">The name given to the input, if any.</param>
/// <param name="Index">The element of the input; empty for a scalar or a random direction.</param>
/// <param name="Output">The element of the result, of all inputs' gradients in a row from order 2; null for a random combination of all elements.</param>
/// <param name="Reverse">The derivative by reverse mode.</param>
/// <param name="Forward">The derivative by forward mode.</param>
/// <param name="Numeric">The derivative by central differences.</param>
public sealed record GradientMismatch(int Order, int Input, string? InputName, IReadOnlyList<int> Index, IReadOnlyList<int>? Output,
    double Reverse, double Forward, double Numeric)
{
    /// <summary>The analytic derivative: that of the mode which is further from the differences.</summary>
    public double Analytic => Math.Abs(Forward - Numeric) > Math.Abs(Reverse - Numeric) ? Forward : Reverse;

    /// <summary>Prints as <c>∂f[0]/∂x0[2]: reverse 0.5, forward 0.5, differences 1</c>.</summary>
    public override string ToString()
    {
        string result = (Order == 1 ? "f" : "gradient") + (Output is null ? "·direction" : Print(Output));
        string input = Input < 0 ? "direction" : (InputName ?? $"x{Input}") + Print(Index);
        return string.Create(CultureInfo.InvariantCulture, $"∂{result}/∂{input}: reverse {Reverse:G7}, forward {Forward:G7}, differences {Numeric:G7}");
    }

    private static string Print(IReadOnlyList<int> index) => index.Count == 0 ? "" : $"[{string.Join(", ", index)}]";
}

/// <summary>Mistakes that derivatives' ways of being wrong point to.</summary>
public enum GradientMistake
{
    /// <summary>Nothing disagrees.</summary>
    None,

    /// <summary>No pattern was recognised.</summary>
    Unknown,

    /// <summary>All wrong derivatives are off by one factor.</summary>
    Factor,

    /// <summary>All wrong derivatives have the wrong sign.</summary>
    Sign,

    /// <summary>The derivatives are right, in the places of the transpose.</summary>
    Transpose,

    /// <summary>An input that was broadcast got the gradient of some of its uses only.</summary>
    MissingBroadcastSum,

    /// <summary>The gradient is zero, and the derivative is not: the function leaves the tape.</summary>
    LeftTape,

    /// <summary>The function has a kink at the point, or within a step of it.</summary>
    Kink,

    /// <summary>A value or a derivative is not finite.</summary>
    NotFinite,

    /// <summary>The function gives other values when it is called again.</summary>
    Random,
}

/// <summary>What <see cref="GradientCheck.Verify(Func{Tensor, Tensor}, Tensor)"/> throws: the report is its message.</summary>
public sealed class GradientCheckException : InvalidOperationException, IAutogradError
{
    internal GradientCheckException(GradientReport report, IReadOnlyList<Shape> shapes) : base(report.ToString()) => (Report, Shapes) = (report, shapes);

    /// <summary>What was found.</summary>
    public GradientReport Report { get; }

    /// <inheritdoc/>
    public string Operation => nameof(GradientCheck);

    /// <inheritdoc/>
    public IReadOnlyList<Shape> Shapes { get; }

    /// <inheritdoc/>
    public string Remedy => Report.Explanation;
}
