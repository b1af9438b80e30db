using System.Globalization;

namespace Autograd;

/// <summary>
/// The reading of a formula as text: a sigmoid's slope is <c>y · (1 − y)</c>. Pictures and explanations say what a rule does
/// in the words of the rule itself.
/// </summary>
internal readonly struct Written : IReal<Written>
{
    private const int Choosing = 0, Adding = 1, Multiplying = 2, Prefixed = 3, Atom = 4;

    private readonly string? text;                   // null for a constant
    private readonly double constant;
    private readonly int binding;                    // how tightly the outermost operation binds

    private Written(string text, int binding, bool isChoice = false) => (this.text, this.binding, IsChoice) = (text, binding, isChoice);

    private Written(double constant) => (this.constant, binding) = (constant, constant < 0 ? Adding : Atom);

    /// <summary>A variable of this name.</summary>
    public Written(string name) : this(name, Atom) { }

    /// <summary>The value where it is a constant.</summary>
    public double? Constant => text is null ? constant : null;

    /// <summary>Whether it lets through or not, as the slope of a maximum: a choice between 0, ½ and 1.</summary>
    public bool IsChoice { get; }

    private bool IsConditional => text is not null && binding == Choosing;

    public static implicit operator Written(double value) => new(value);

    public override string ToString() => text ?? Number(constant);

    public static Written operator +(Written a, Written b) =>
        a.Is(0) ? b : b.Is(0) ? a
        : b.Constant is < 0 and { } negative ? a - new Written(-negative)
        : Fold(a, b, static (a, b) => a + b) ?? new($"{a.In(Adding)} + {b.In(Adding)}", Adding);

    public static Written operator -(Written a, Written b) =>
        b.Is(0) ? a : a.Is(0) ? -b
        : Fold(a, b, static (a, b) => a - b) ?? new($"{a.In(Adding)} − {b.In(Multiplying)}", Adding);

    public static Written operator *(Written a, Written b) =>
        a.Is(1) ? b : b.Is(1) ? a : a.Is(0) || b.Is(0) ? 0
        : a.Is(-1) ? -b : b.Is(-1) ? -a
        : Fold(a, b, static (a, b) => a * b)
            ?? (a.text == b.text ? Pow(a, 2) : new($"{a.In(Multiplying)} · {b.In(Prefixed)}", Multiplying));

    public static Written operator /(Written a, Written b) =>
        b.Is(1) ? a : a.Is(0) ? 0
        : Fold(a, b, static (a, b) => a / b) ?? new($"{a.In(Multiplying)} / {b.In(Prefixed)}", Multiplying);

    public static Written operator -(Written a) => a.Constant is { } value ? new Written(-value) : new($"−{a.In(Prefixed)}", Adding);

    public static Written operator +(Written a, double b) => a + (Written)b;

    public static Written operator +(double a, Written b) => (Written)a + b;

    public static Written operator -(Written a, double b) => a - (Written)b;

    public static Written operator -(double a, Written b) => (Written)a - b;

    public static Written operator *(Written a, double b) => a * (Written)b;

    public static Written operator *(double a, Written b) => (Written)a * b;

    public static Written operator /(Written a, double b) => a / (Written)b;

    public static Written operator /(double a, Written b) => (Written)a / b;

    public static Mask<Written> operator <(Written a, Written b) => Compare(a, "<", b);

    public static Mask<Written> operator <(Written a, double b) => Compare(a, "<", b);

    public static Mask<Written> operator >(Written a, Written b) => Compare(a, ">", b);

    public static Mask<Written> operator >(Written a, double b) => Compare(a, ">", b);

    public static Mask<Written> operator <=(Written a, Written b) => Compare(a, "≤", b);

    public static Mask<Written> operator >=(Written a, Written b) => Compare(a, "≥", b);

    public static Mask<Written> EqualTo(Written a, Written b) => Compare(a, "=", b);

    public static Mask<Written> And(Mask<Written> a, Mask<Written> b) => new(new($"{Part(a)} and {Part(b)}", Choosing));

    public static Mask<Written> Or(Mask<Written> a, Mask<Written> b) => new(new($"{a.Bits} or {b.Bits}", Choosing));

    public static Mask<Written> Not(Mask<Written> mask) => new(new($"not ({mask.Bits})", Choosing));

    public static Written Select(Mask<Written> mask, Written a, Written b) => a.ToString() == b.ToString() ? a
        : new($"{a.In(Adding)} if {mask.Bits}, else {b}", Choosing, IsSettled(a) && IsSettled(b));

    public static Written Chain(Written upstream, Written slope) => upstream * slope;

    public static Written Abs(Written x) => x.Constant is { } value ? new Written(Math.Abs(value)) : new($"|{x}|", Atom);

    public static Written Max(Written a, Written b) => new($"max({a}, {b})", Atom);

    public static Written Max(Written x, double bound) => Max(x, (Written)bound);

    public static Written Min(Written a, Written b) => new($"min({a}, {b})", Atom);

    public static Written Min(Written x, double bound) => Min(x, (Written)bound);

    public static Written Clamp(Written x, double min, double max) => new($"clamp({x}, {new Written(min)}, {new Written(max)})", Atom);

    public static Written Square(Written x) => x * x;

    public static Written NonNegative(Written x) => x;

    public static Written OneMinusSquare(Written x) => 1 - x * x;

    public static Written Sqrt(Written x) => new($"√{x.In(Atom)}", Prefixed);

    public static Written Exp(Written x) => Call("exp", x);

    public static Written Expm1(Written x) => Exp(x) - 1;

    public static Written Exp2(Written x) => new($"2^{x.In(Atom)}", Prefixed);

    public static Written Log(Written x) => Call("ln", x);

    public static Written Log1p(Written x) => Log(1 + x);

    public static Written Log2(Written x) => Call("log₂", x);

    public static Written Log10(Written x) => Call("log₁₀", x);

    public static Written Pow(Written x, Written y) => y.Constant is { } power ? Pow(x, power) : new($"{x.In(Atom)}^{y.In(Atom)}", Prefixed);

    public static Written Pow(Written x, double y) => x.Constant is { } value ? new Written(Math.Pow(value, y)) : y switch
    {
        1 => x,
        2 => new($"{x.In(Atom)}²", Prefixed),
        3 => new($"{x.In(Atom)}³", Prefixed),
        _ => new($"{x.In(Atom)}^{new Written(y).In(Atom)}", Prefixed),
    };

    public static Written Hypot(Written x, Written y) => Sqrt(Pow(x, 2) + Pow(y, 2));

    public static Written Cosine(Written x, Written y) => x / Hypot(x, y);

    public static Written Sin(Written x) => Call("sin", x);

    public static Written Cos(Written x) => Call("cos", x);

    public static Written Tan(Written x) => Call("tan", x);

    public static Written Asin(Written x) => Call("arcsin", x);

    public static Written Acos(Written x) => Call("arccos", x);

    public static Written Atan(Written x) => Call("arctan", x);

    public static Written Atan2(Written y, Written x) => new($"atan2({y}, {x})", Atom);

    public static Written Sinh(Written x) => Call("sinh", x);

    public static Written Cosh(Written x) => Call("cosh", x);

    public static Written Tanh(Written x) => Call("tanh", x);

    public static Written Asinh(Written x) => Call("arsinh", x);

    public static Written Acosh(Written x) => Call("arcosh", x);

    public static Written Atanh(Written x) => Call("artanh", x);

    public static Written Sigmoid(Written x) => Call("σ", x);

    public static Written Sigmoid(Written x, out Written rest)
    {
        rest = Sigmoid(-x);
        return Sigmoid(x);
    }

    public static Written SigmoidWithSlope(Written x, out Written slope)
    {
        slope = Sigmoid(x) * Sigmoid(-x);
        return Sigmoid(x);
    }

    public static Written Softplus(Written x) => Log(1 + Exp(x));

    public static Written LogAddExp(Written a, Written b) => Log(Exp(a) + Exp(b));

    public static Written Erf(Written x) => Call("erf", x);

    public static Written Erfc(Written x) => Call("erfc", x);

    public static Written Gelu(Written x) => x * Call("Φ", x);

    public static Written GeluSlope(Written x) => Call("Φ", x) + x * Call("φ", x);

    public static Written LogGamma(Written x) => Call("ln|Γ|", x);

    public static Written Polygamma(int n, Written x) => Call(n == 0 ? "ψ" : $"ψ⁽{Raised(n)}⁾", x);

    public static Written Floor(Written x) => new($"⌊{x}⌋", Atom);

    public static Written Ceiling(Written x) => new($"⌈{x}⌉", Atom);

    public static Written Round(Written x) => Call("round", x);

    private static string Raised(int n) => string.Concat(n.ToString(CultureInfo.InvariantCulture).Select(static digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));

    private static string Part(Mask<Written> mask) => mask.Bits.ToString() is var text && text.Contains(" or ", StringComparison.Ordinal) ? $"({text})" : text;

    private static bool IsSettled(Written value) => value.Constant is 0 or 0.5 or 1 || value.IsChoice;

    private static Written Call(string name, Written x) => new($"{name}({x})", Atom);

    private static Mask<Written> Compare(Written a, string relation, Written b) => new(new($"{a} {relation} {b}", Choosing));

    private static Written? Fold(Written a, Written b, Func<double, double, double> fold) =>
        a.Constant is { } left && b.Constant is { } right ? fold(left, right) : null;

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "∞" : double.IsNegativeInfinity(value) ? "−∞"
        : value.ToString("G6", CultureInfo.InvariantCulture).Replace('-', '−');

    private bool Is(double value) => Constant == value;

    /// <summary>The text as an operand of an operation that binds this tightly.</summary>
    private string In(int outer) => binding < outer || IsConditional ? $"({this})" : ToString();
}
