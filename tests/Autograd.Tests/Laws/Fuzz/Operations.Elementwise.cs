using MathNet.Numerics;

namespace Autograd.Tests.Laws.Fuzz;

internal static partial class Operations
{
    private const double Alpha = 1.6732632423543772, Scale = 1.0507009873554805;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    private static IEnumerable<Operation> Elementwise =>
    [
        One("op_UnaryNegation", x => -x, x => -x, text: "(-{0})"),
        One("op_Addition", x => 2 + x, x => 2 + x, text: "(2 + {0})"),
        One("op_Subtraction", x => 1.5 - x, x => 1.5 - x, text: "(1.5 - {0})"),
        One("op_Multiply", x => x * 0.75, x => x * 0.75, text: "({0} * 0.75)"),
        One("op_Division", x => 3 / x, x => 3 / x, Domain.Positive, "(3 / {0})"),
        One("Abs", x => x.Abs(), Math.Abs, kinks: [0]),
        One("Sign", x => x.Sign(), x => Math.Sign(x), kinks: [0]),
        One("Square", x => x.Square(), x => x * x),
        One("Sqrt", x => x.Sqrt(), Math.Sqrt, Domain.Positive),
        One("Rsqrt", x => x.Rsqrt(), x => 1 / Math.Sqrt(x), Domain.Positive),
        One("Reciprocal", x => x.Reciprocal(), x => 1 / x, Domain.Positive),
        One("Exp", x => x.Exp(), Math.Exp, Domain.Unit),
        One("Expm1", x => x.Expm1(), x => Math.Exp(x) - 1, Domain.Unit),
        One("Exp2", x => x.Exp2(), x => Math.Pow(2, x), Domain.Unit),
        One("Sinc", x => x.Sinc(), x => Math.Abs(x) < 1e-4 ? 1 - Math.PI * Math.PI * x * x / 6 : Math.Sin(Math.PI * x) / (Math.PI * x)),
        One("Log1mExp", x => (-x).Log1mExp(), x => Math.Log(1 - Math.Exp(-x)), Domain.Positive, "(-{0}).Log1mExp()"),
        One("Log", x => x.Log(), Math.Log, Domain.Positive),
        One("Log1p", x => x.Log1p(), x => Math.Log(1 + x), Domain.Positive),
        One("Log2", x => x.Log2(), Math.Log2, Domain.Positive),
        One("Log10", x => x.Log10(), Math.Log10, Domain.Positive),
        One("Pow", x => x.Pow(1.7), x => Math.Pow(x, 1.7), Domain.Positive, "{0}.Pow(1.7)"),
        One("Sin", x => x.Sin(), Math.Sin),
        One("Cos", x => x.Cos(), Math.Cos),
        One("Tan", x => x.Tan(), Math.Tan, Domain.Unit),
        One("Asin", x => x.Asin(), Math.Asin, Domain.Unit),
        One("Acos", x => x.Acos(), Math.Acos, Domain.Unit),
        One("Atan", x => x.Atan(), Math.Atan),
        One("Sinh", x => x.Sinh(), Math.Sinh, Domain.Unit),
        One("Cosh", x => x.Cosh(), Math.Cosh, Domain.Unit),
        One("Tanh", x => x.Tanh(), Math.Tanh),
        One("Asinh", x => x.Asinh(), Math.Asinh),
        One("Acosh", x => x.Acosh(), Math.Acosh, Domain.AboveOne),
        One("Atanh", x => x.Atanh(), Math.Atanh, Domain.Unit),
        One("Erf", x => x.Erf(), SpecialFunctions.Erf),
        One("Erfc", x => x.Erfc(), SpecialFunctions.Erfc),
        One("LogGamma", x => x.LogGamma(), SpecialFunctions.GammaLn, Domain.Positive),
        One("Digamma", x => x.Digamma(), SpecialFunctions.DiGamma, Domain.Positive),
        One("Polygamma", x => x.Polygamma(1), Trigamma, Domain.Positive, "{0}.Polygamma(1)"),
        One("Relu", x => x.Relu(), x => Math.Max(x, 0), kinks: [0]),
        One("LeakyRelu", x => x.LeakyRelu(0.1), x => x < 0 ? 0.1 * x : x, text: "{0}.LeakyRelu(0.1)", kinks: [0]),
        One("Elu", x => x.Elu(), x => x < 0 ? Math.Exp(x) - 1 : x, kinks: [0]),
        One("Selu", x => x.Selu(), x => Scale * (x < 0 ? Alpha * (Math.Exp(x) - 1) : x), kinks: [0]),
        One("Silu", x => x.Silu(), x => x * Sigmoid(x)),
        One("Gelu", x => x.Gelu(), x => 0.5 * x * (1 + SpecialFunctions.Erf(x / Math.Sqrt(2)))),
        One("Softplus", x => x.Softplus(), Softplus),
        One("Mish", x => x.Mish(), x => x * Math.Tanh(Softplus(x))),
        One("Sigmoid", x => x.Sigmoid(), Sigmoid),
        One("LogSigmoid", x => x.LogSigmoid(), x => -Softplus(-x)),
        One("Logit", x => x.Logit(), x => Math.Log(x / (1 - x)), Domain.Probability),
        One("Hardtanh", x => x.Hardtanh(), x => Math.Clamp(x, -1, 1), kinks: [-1, 1]),
        One("Clamp", x => x.Clamp(-0.5, 0.75), x => Math.Clamp(x, -0.5, 0.75), text: "{0}.Clamp(-0.5, 0.75)",
            kinks: [-0.5, 0.75]),
        One("Maximum", x => x.Maximum(0.25), x => Math.Max(x, 0.25), text: "{0}.Maximum(0.25)", kinks: [0.25]),
        One("Minimum", x => x.Minimum(0.25), x => Math.Min(x, 0.25), text: "{0}.Minimum(0.25)", kinks: [0.25]),
        One("Floor", x => x.Floor(), Math.Floor, kinks: Steps(0)),
        One("Ceiling", x => x.Ceiling(), Math.Ceiling, kinks: Steps(0)),
        One("Round", x => x.Round(), Math.Round, kinks: Steps(0.5)),
        One("Greater", x => x * x.Greater(0.3), x => x > 0.3 ? x : 0, text: "({0} * {0}.Greater(0.3))", kinks: [0.3]),
        One("LessOrEqual", x => x * x.LessOrEqual(0.3), x => x <= 0.3 ? x : 0, text: "({0} * {0}.LessOrEqual(0.3))",
            kinks: [0.3]),
        One("Map", x => x.Map(new Swish(1.5)), x => x * Sigmoid(1.5 * x), text: "{0}.Map(new Swish(1.5))"),
    ];

    private static IEnumerable<Operation> Pairs =>
    [
        Two("op_Addition", (x, y) => x + y, (x, y) => x + y, "({0} + {1})"),
        Two("op_Subtraction", (x, y) => x - y, (x, y) => x - y, "({0} - {1})"),
        Two("op_Multiply", (x, y) => x * y, (x, y) => x * y, "({0} * {1})"),
        Two("op_Division", (x, y) => x / (y.Square() + 0.5), (x, y) => x / (y * y + 0.5), "({0} / ({1}.Square() + 0.5))"),
        Two("Maximum", (x, y) => x.Maximum(y), Number.Larger, "{0}.Maximum({1})"),
        Two("Minimum", (x, y) => x.Minimum(y), (x, y) => x == y ? x : Choose(x, y, y, x), "{0}.Minimum({1})"),
        Two("Hypot", (x, y) => (x.Square() + 0.5).Hypot(y),
            (x, y) => Number.Of((a, b) => Math.Sqrt(a * a + b * b), x * x + 0.5, y), "({0}.Square() + 0.5).Hypot({1})"),
        Two("LogAddExp", (x, y) => x.LogAddExp(y), (x, y) => Number.Of((a, b) => Math.Log(Math.Exp(a) + Math.Exp(b)), x, y), "{0}.LogAddExp({1})"),
        Two("Xlogy", (x, y) => x.Xlogy(y.Square() + 0.5), (x, y) => Number.Of((a, b) => a * Math.Log(b), x, y * y + 0.5), "{0}.Xlogy({1}.Square() + 0.5)"),
        Two("Clamp", (x, y) => x.Clamp(y - 1, y + 0.5), (x, y) => 0 - Number.Larger(0 - Number.Larger(x, y - 1), 0 - (y + 0.5)), "{0}.Clamp({1} - 1, {1} + 0.5)"),
        Two("Atan2", (x, y) => x.Atan2(y.Square() + 0.5), (x, y) => Number.Of(Math.Atan2, x, y * y + 0.5),
            "{0}.Atan2({1}.Square() + 0.5)"),
        Two("Pow", (x, y) => (x.Square() + 0.5).Pow(y.Tanh()), (x, y) => Number.Of(Math.Pow, x * x + 0.5, y.Through(Math.Tanh)),
            "({0}.Square() + 0.5).Pow({1}.Tanh())"),
        Two("Where", (x, y) => Tensor.Where(x.Greater(y), x * 2, y), (x, y) => x == y ? AtTie(x) : Choose(x, y, x * 2, y),
            "Tensor.Where({0}.Greater({1}), {0} * 2, {1})"),
        Two("Less", (x, y) => x * x.Less(y), (x, y) => x == y ? AtTie(x) : Choose(x, y, 0, x), "({0} * {0}.Less({1}))"),
        Two("GreaterOrEqual", (x, y) => y * x.GreaterOrEqual(y), (x, y) => x == y ? AtTie(x) : Choose(x, y, y, 0),
            "({1} * {0}.GreaterOrEqual({1}))"),
        Two("EqualTo", (x, y) => x + y * x.EqualTo(y), (x, y) => x == y ? AtTie(x) : Choose(x, y, x, x),
            "({0} + {1} * {0}.EqualTo({1}))"),
        Loss("MeanSquaredError", (x, y) => x.MeanSquaredError(y), (x, y) => (x - y) * (x - y)),
        Loss("HuberLoss", (x, y) => x.HuberLoss(y),
            (x, y) => (x - y).Through(e => Math.Abs(e) <= 1 ? e * e / 2 : Math.Abs(e) - 0.5, -1, 1)),
        Loss("BinaryCrossEntropyWithLogits", (x, y) => x.BinaryCrossEntropyWithLogits(y.Sigmoid()),
            (x, y) => x.Through(Softplus) - x * y.Through(Sigmoid), "{0}.BinaryCrossEntropyWithLogits({1}.Sigmoid())"),
    ];

    private static IEnumerable<Operation> Joins =>
    [
        new("Concat", (c, shape) => shape.Length == 0 ? null : c.Axis(shape) is var axis
            ? new([axis], Grid.With(shape, axis, c.Size())) : null,
            (x, p) => Tensor.Concat([x[0], x[1], x[0]], p[0]), (x, p) =>
            {
                int own = x[0].Shape[p[0]], other = x[1].Shape[p[0]];
                return Grid.From(Grid.With(x[0].Shape, p[0], 2 * own + other), i => i[p[0]] < own ? x[0][i]
                    : i[p[0]] < own + other ? x[1][Grid.With(i, p[0], i[p[0]] - own)]
                        : x[0][Grid.With(i, p[0], i[p[0]] - own - other)]);
            }, p => $"Tensor.Concat([{{0}}, {{1}}, {{0}}], {p[0]})") { Weight = 2 },
        new("Stack", (c, shape) => shape.Length > 4 ? null : new([c.Next(shape.Length + 1)], shape),
            (x, p) => Tensor.Stack([x[0], x[1]], p[0]),
            (x, p) => Grid.From([.. x[0].Shape[..p[0]], 2, .. x[0].Shape[p[0]..]],
                i => x[i[p[0]]][[.. i[..p[0]], .. i[(p[0] + 1)..]]]),
                p => $"Tensor.Stack([{{0}}, {{1}}], {p[0]})") { Weight = 2 },
        new("ScatterAdd", (c, shape) => Scattered(c, shape, distinct: false), (x, p) => x[0].ScatterAdd(p[0], p[1..], x[1]),
            (x, p) => Scatter(x, p, (a, b) => a + b),
            p => $"{{0}}.ScatterAdd({p[0]}, [{Join(p[1..])}], {{1}})"),
        new("Scatter", (c, shape) => Scattered(c, shape, distinct: true), (x, p) => x[0].Scatter(p[0], p[1..], x[1]),
            (x, p) => Scatter(x, p, (_, b) => b),
            p => $"{{0}}.Scatter({p[0]}, [{Join(p[1..])}], {{1}})"),
    ];

    private static double[] Steps(double first) => [.. Enumerable.Range(-60, 121).Select(i => i + first)];

    private static Number Choose(Number a, Number b, Number ifAbove, Number ifNot) => Number.Above(a, b) is { } above ? above
        ? ifAbove : ifNot : Number.AtKink;

    // A copy of one number meets itself: that is a step, whatever its slopes.
    private static Number AtTie(Number _) => Number.AtKink;

    private static double Trigamma(double x)
    {
        double sum = 0;
        for (; x < 20; x++)
            sum += 1 / (x * x);
        double square = 1 / (x * x);
        return sum + 1 / x + square / 2 + square / x * (1.0 / 6 - square * (1.0 / 30 - square * (1.0 / 42 - square / 30)));
    }

    private static Operation One(string name, Func<Tensor, Tensor> run, Func<double, double> f, Domain? domain = null,
        string? text = null, double[]? kinks = null)
    {
        Domain at = domain ?? Domain.Any;
        return new(name, (_, _) => new([]), (x, _) => run(at.Run(x[0])),
            (x, _) => x[0].Each(a => a.Through(t => f(at.Reference(t)), kinks ?? [])),
            _ => (text ?? $"{{0}}.{name}()").Replace("{0}", at.Text)) { Domain = at };
    }

    private static Operation Two(string name, Func<Tensor, Tensor, Tensor> run, Func<Number, Number, Number> f, string text) =>
        new(name,
        (c, shape) => new([c.Next(2)], c.Narrower(shape)),
        (x, p) => p[0] == 0 ? run(x[0], x[1]) : run(x[1], x[0]),
        (x, p) => x[0].With(x[1], (a, b) => p[0] == 0 ? f(a, b) : f(b, a)),
        p => p[0] == 0 ? text : text.Replace("{0}", "{2}").Replace("{1}", "{0}").Replace("{2}", "{1}")) { Weight = 2 };

    private static Operation Loss(string name, Func<Tensor, Tensor, Tensor> run, Func<Number, Number, Number> f,
        string? text = null) => new(name,
        (_, shape) => Count(shape) == 0 ? null : new([], shape), (x, _) => run(x[0], x[1]),
        (x, _) => Scalar(Number.Sum(x[0].With(x[1], f).Values) / x[0].Values.Length), _ => text ?? $"{{0}}.{name}({{1}})");

    private static Plan? Scattered(Choices c, int[] shape, bool distinct)
    {
        if (Count(shape) == 0 || shape.Length == 0)
            return null;
        int axis = c.Axis(shape), size = shape[axis], first = c.Next(size);
        int[] source = Grid.With(shape, axis, distinct ? Math.Min(2, size) : 2);
        return new([axis, .. Grid.Indices(source).Select(index => distinct ? (first + index[axis]) % size : c.Next(size))],
            source);
    }

    private static Grid<Number> Scatter(Grid<Number>[] x, int[] p, Func<Number, Number, Number> put)
    {
        Grid<int> places = new(x[1].Shape, p[1..]);
        Grid<Number[]> cells = Grid.From(x[0].Shape, i => new[] { x[0][i] });
        foreach (int[] index in Grid.Indices(x[1].Shape))
            cells[Grid.With(index, p[0], places[index])][0] = put(cells[Grid.With(index, p[0], places[index])][0], x[1][index]);
        return new(x[0].Shape, [.. cells.Values.Select(static cell => cell[0])]);
    }

    private readonly struct Swish(double beta) : IFormula
    {
        public R Of<R>(R x) where R : struct, IReal<R> => x / (1 + R.Exp(-beta * x));
    }
}
