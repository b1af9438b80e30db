namespace Autograd.Tests.Laws.Fuzz;

/// <summary>
/// A number and its derivative along one direction, by the plainest rules: slopes of functions are central differences of these
/// functions alone. NaN says that a kink is so near that neither rounding nor a difference would tell its sides apart.
/// </summary>
internal readonly record struct Number(double Value, double Tangent)
{
    // The stencil reaches three steps to either side.
    private const double Step = 4e-3, KinkWidth = 2e-2, TieWidth = 1e-3;

    private static readonly (int At, double Weight)[] Stencil = [(1, 0.75), (2, -0.15), (3, 1.0 / 60)];

    public static Number AtKink => new(double.NaN, double.NaN);

    public static implicit operator Number(double value) => new(value, 0);

    public static Number operator +(Number a, Number b) => new(a.Value + b.Value, a.Tangent + b.Tangent);

    public static Number operator -(Number a, Number b) => new(a.Value - b.Value, a.Tangent - b.Tangent);

    public static Number operator *(Number a, Number b) => new(a.Value * b.Value, a.Tangent * b.Value + a.Value * b.Tangent);

    public static Number operator /(Number a, Number b) =>
        new(a.Value / b.Value, (a.Tangent - a.Value / b.Value * b.Tangent) / b.Value);

    /// <summary>A function of one number, which is smooth but for these places.</summary>
    public Number Through(Func<double, double> f, params double[] kinks)
    {
        double x = Value;
        return kinks.Any(kink => Math.Abs(x - kink) < KinkWidth) ? AtKink : new(f(x), Tangent == 0 ? 0 : Slope(f, x) * Tangent);
    }

    // These come near their poles, where differences say little.
    public Number Log() => new(Math.Log(Value), Tangent / Value);

    public Number Root(double p) => new(Math.Pow(Value, 1 / p), Tangent * Math.Pow(Value, 1 / p - 1) / p);

    public Number Magnitude() => Math.Abs(Value) < TieWidth ? AtKink : new(Math.Abs(Value), Tangent * Math.Sign(Value));

    /// <summary>A smooth function of two numbers.</summary>
    public static Number Of(Func<double, double, double> f, Number x, Number y) => new(f(x.Value, y.Value),
        Slope(t => f(t, y.Value), x.Value) * x.Tangent + Slope(t => f(x.Value, t), y.Value) * y.Tangent);

    /// <summary>Whether a is above b.</summary>
    public static bool? Above(Number a, Number b) => Math.Abs(a.Value - b.Value) < TieWidth ? null : a.Value > b.Value;

    /// <summary>The larger one. Of copies of one number it does not matter which is taken.</summary>
    public static Number Larger(Number a, Number b) => a == b ? a : Above(a, b) is { } above ? above ? a : b : AtKink;

    public static Number Largest(IReadOnlyList<Number> line)
    {
        Number largest = line.MaxBy(static x => x.Value);
        return line.All(x => x == largest || Above(largest, x) is true) ? largest : AtKink;
    }

    /// <summary>In ascending order.</summary>
    public static Number[] Ordered(IReadOnlyList<Number> line)
    {
        Number[] sorted = [.. line.OrderBy(static x => x.Value)];
        for (int i = 1; i < sorted.Length; i++)
            if (sorted[i] != sorted[i - 1] && Above(sorted[i], sorted[i - 1]) is null)
                return [.. line.Select(static _ => AtKink)];
        return sorted;
    }

    public static Number Sum(IEnumerable<Number> numbers) => numbers.Aggregate((Number)0, static (a, b) => a + b);

    public static Number Product(IEnumerable<Number> numbers) => numbers.Aggregate((Number)1, static (a, b) => a * b);

    private static double Slope(Func<double, double> f, double x) =>
        Stencil.Sum(point => point.Weight * (f(x + point.At * Step) - f(x - point.At * Step))) / Step;
}
