namespace Autograd.Tests.Laws;

public static partial class Specimens
{
    // Empty, single, less than a register, a register and a rest, several axes, more axes than matrices have.
    private static readonly int[][] Shapes = [[], [0], [1], [3], [37], [2, 3], [5, 0, 2], [2, 3, 4]];

    private static readonly (int[] Left, int[] Right)[] Pairs =
        [([3], [3]), ([], []), ([2, 3], [3]), ([3], [2, 3]), ([2, 3], [2, 1]), ([2, 1], [3]), ([], [4]), ([37], []), ([2, 1, 3], [4, 1]), ([0], [1]), ([2, 0], [1, 1])];

    private static IEnumerable<Specimen> Unary =>
    [
        .. Each("Abs", x => x.Abs(), Math.Abs),
        .. Each("Sign", x => x.Sign(), x => Math.Sign(x)),
        .. Each("Square", x => x.Square(), x => x * x),
        .. Each("Sqrt", x => x.Sqrt(), Math.Sqrt, 0.3, 3),
        .. Each("Rsqrt", x => x.Rsqrt(), x => 1 / Math.Sqrt(x), 0.4, 3),
        .. Each("Reciprocal", x => x.Reciprocal(), x => 1 / x, 0.5, 3),
        .. Each("Exp", x => x.Exp(), Math.Exp),
        .. Each("Expm1", x => x.Expm1(), x => Math.Abs(x) < 1e-5 ? x + x * x / 2 : Math.Exp(x) - 1),
        .. Each("Exp2", x => x.Exp2(), x => Math.Pow(2, x)),
        .. Each("Log", x => x.Log(), Math.Log, 0.3, 4),
        .. Each("Log1mExp", x => x.Log1mExp(), x => Math.Log(1 - Math.Exp(x)), -3, -0.3),
        .. Each("Log1p", x => x.Log1p(), x => Math.Log(1 + x), -0.6, 3),
        .. Each("Log2", x => x.Log2(), Math.Log2, 0.3, 4),
        .. Each("Log10", x => x.Log10(), Math.Log10, 0.3, 4),
        .. Each("Sin", x => x.Sin(), Math.Sin, -4, 4),
        .. Each("Cos", x => x.Cos(), Math.Cos, -4, 4),
        .. Each("Tan", x => x.Tan(), Math.Tan, -1.2, 1.2),
        .. Each("Sinc", x => x.Sinc(), x => Math.Sin(Math.PI * x) / (Math.PI * x), -3.3, 3.3),
        .. Each("Asin", x => x.Asin(), Math.Asin, -0.8, 0.8),
        .. Each("Acos", x => x.Acos(), Math.Acos, -0.8, 0.8),
        .. Each("Atan", x => x.Atan(), Math.Atan),
        .. Each("Sinh", x => x.Sinh(), Math.Sinh),
        .. Each("Cosh", x => x.Cosh(), Math.Cosh),
        .. Each("Tanh", x => x.Tanh(), Math.Tanh),
        .. Each("Asinh", x => x.Asinh(), Math.Asinh),
        .. Each("Acosh", x => x.Acosh(), Math.Acosh, 1.3, 4),
        .. Each("Atanh", x => x.Atanh(), Math.Atanh, -0.8, 0.8),
        .. Each("Erf", x => x.Erf(), Erf, -1.5, 1.5),
        .. Each("Erfc", x => x.Erfc(), x => 1 - Erf(x), -1.5, 1.5),
        .. Each("LogGamma", x => x.LogGamma(), LogGamma, 0.6, 5),
        .. Each("Digamma", x => x.Digamma(), x => Slope(LogGamma, x), 0.6, 5).Select(one => one with { Slack = 1e3 }),
        .. Each("Polygamma", x => x.Polygamma(1), x => Slope(y => Slope(LogGamma, y), x), 0.8, 5).Select(one => one with { Slack = 1e6 }),
        .. Each("Relu", x => x.Relu(), x => Math.Max(x, 0)),
        .. Each("LeakyRelu", x => x.LeakyRelu(0.1), x => x > 0 ? x : 0.1 * x),
        .. Each("Elu", x => x.Elu(1.5), x => x > 0 ? x : 1.5 * (Math.Exp(x) - 1)),
        .. Each("Selu", x => x.Selu(), x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1))),
        .. Each("Silu", x => x.Silu(), x => x / (1 + Math.Exp(-x))),
        .. Each("Gelu", x => x.Gelu(), x => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)))),
        .. Each("Gelu", x => x.Gelu(tanh: true), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))), label: "tanh"),
        .. Each("Softplus", x => x.Softplus(), x => Math.Log(1 + Math.Exp(x))),
        .. Each("Mish", x => x.Mish(), x => x * Math.Tanh(Math.Log(1 + Math.Exp(x)))),
        .. Each("Sigmoid", x => x.Sigmoid(), x => 1 / (1 + Math.Exp(-x))),
        .. Each("Logit", x => x.Logit(), x => Math.Log(x / (1 - x)), 0.1, 0.9),
        .. Each("LogSigmoid", x => x.LogSigmoid(), x => -Math.Log(1 + Math.Exp(-x))),
        .. Each("Hardtanh", x => x.Hardtanh(), x => Math.Clamp(x, -1, 1)),
        .. Each("Clamp", x => x.Clamp(-0.7, 1.3), x => Math.Clamp(x, -0.7, 1.3)),
        .. Each("Floor", x => x.Floor(), Math.Floor, -0.9, 0.9),
        .. Each("Ceiling", x => x.Ceiling(), Math.Ceiling, 0.1, 0.9),
        .. Each("Round", x => x.Round(), Math.Round, 0.6, 1.4),
        .. Each("op_UnaryNegation", x => -x, x => -x),
        .. Each("Pow", x => x.Pow(2.5), x => Math.Pow(x, 2.5), 0.3, 2, "fractional"),
        .. Each("Pow", x => x.Pow(3), x => x * x * x, label: "cube"),
        .. Each("Pow", x => x.Pow(-2), x => 1 / (x * x), 0.5, 2, "negative"),
        .. Each("Maximum", x => x.Maximum(0.4), x => Math.Max(x, 0.4), label: "bound"),
        .. Each("Minimum", x => x.Minimum(0.4), x => Math.Min(x, 0.4), label: "bound"),
        .. Each("op_Addition", x => 2 + x + 0.5, x => x + 2.5, label: "number"),
        .. Each("op_Subtraction", x => 2 - (x - 0.5), x => 2.5 - x, label: "number"),
        .. Each("op_Multiply", x => 2 * x * 0.25, x => x / 2, label: "number"),
        .. Each("op_Division", x => x / 4, x => x / 4, label: "by a number"),
        .. Each("op_Division", x => 3 / x, x => 3 / x, 0.5, 3, "of a number"),
        .. Each("Cast", x => x.Cast(x.DType == DType.Float32 ? DType.Float64 : DType.Float32).Cast(x.DType), x => (double)(float)x).Select(one => one with { Slack = 1e6, Noise = 6e-8 }),
        .. Each("Clone", x => x.Clone(), x => x),
        .. Each("Contiguous", x => x.Contiguous(), x => x),
        .. Each("Dropout", x => x.Dropout(0, new Random(1)), x => x),
        .. Each("Where", x => Tensor.Where(x.Greater(0.3), x * 2, 1.0), x => x > 0.3 ? 2 * x : 1, label: "number right"),
        .. Each("Where", x => Tensor.Where(x.Greater(0.3), 1.0, x), x => x > 0.3 ? 1 : x, label: "number left"),
    ];

    private static IEnumerable<Specimen> Binary =>
    [
        .. Both("op_Addition", (x, y) => x + y, (x, y) => x + y),
        .. Both("op_Subtraction", (x, y) => x - y, (x, y) => x - y),
        .. Both("op_Multiply", (x, y) => x * y, (x, y) => x * y),
        .. Both("op_Division", (x, y) => x / y, (x, y) => x / y, 0.5, 2),
        .. Both("Pow", (x, y) => x.Pow(y), Math.Pow, 0.4, 2),
        .. Both("Hypot", (x, y) => x.Hypot(y), (x, y) => Math.Sqrt(x * x + y * y), 0.3, 2),
        .. Both("LogAddExp", (x, y) => x.LogAddExp(y), (x, y) => Math.Log(Math.Exp(x) + Math.Exp(y))),
        .. Both("Xlogy", (x, y) => x.Xlogy(y), (x, y) => x * Math.Log(y), 0.3, 3),
        .. Both("Clamp", (x, y) => x.Clamp(y - 0.5, y + 0.51), (x, y) => Math.Clamp(x, y - 0.5, y + 0.51)),
        .. Both("Atan2", (y, x) => y.Atan2(x), Math.Atan2, 0.4, 2),
        .. Both("Maximum", (x, y) => x.Maximum(y + 0.01), (x, y) => Math.Max(x, y + 0.01)),
        .. Both("Minimum", (x, y) => x.Minimum(y + 0.01), (x, y) => Math.Min(x, y + 0.01)),
        .. Both("Where", (x, y) => Tensor.Where(x.Greater(0.2), x, y), (x, y) => x > 0.2 ? x : y),
    ];

    private static IEnumerable<Specimen> Each(string operation, Func<Tensor, Tensor> function, Func<double, double> reference,
        double low = -2, double high = 2, string label = "") =>
        Shapes.Select(shape => Of(operation, $"{label}[{string.Join(',', shape)}]", [new(shape, low, high)],
            x => function(x[0]), x => Nd.Build(x[0].Shape, i => reference(x[0][i]))));

    private static IEnumerable<Specimen> Both(string operation, Func<Tensor, Tensor, Tensor> function, Func<double, double, double> reference,
        double low = -2, double high = 2) =>
        Pairs.Select(pair => Of(operation, $"[{string.Join(',', pair.Left)}] [{string.Join(',', pair.Right)}]",
            [new(pair.Left, low, high), new(pair.Right, low, high)], x => function(x[0], x[1]),
            x => Nd.Build(Together(x[0].Shape, x[1].Shape), i => reference(x[0].Repeated(i), x[1].Repeated(i)))));

    private static int[] Together(int[] a, int[] b)
    {
        int[] result = new int[Math.Max(a.Length, b.Length)];
        for (int back = 1; back <= result.Length; back++)
            result[^back] = back > a.Length ? b[^back] : back > b.Length || a[^back] != 1 ? a[^back] : b[^back];
        return result;
    }

    /// <summary>The Maclaurin series of the error function: slow, and independent of the library's fits.</summary>
    private static double Erf(double x)
    {
        double sum = 0, term = x;
        for (int n = 0; Math.Abs(term) > 1e-20; n++)
        {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>Stirling's series after a shift to large arguments, by ln Γ(x) = ln Γ(x + 1) − ln x.</summary>
    private static double LogGamma(double x)
    {
        double shift = 0;
        for (; x < 20; x++)
            shift += Math.Log(x);
        double r = 1 / (x * x);
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI)
            + (1 / 12.0 - r * (1 / 360.0 - r * (1 / 1260.0 - r / 1680.0))) / x - shift;
    }

    private static double Slope(Func<double, double> f, double x)
    {
        const double h = 3e-3;
        return (45 * (f(x + h) - f(x - h)) - 9 * (f(x + 2 * h) - f(x - 2 * h)) + f(x + 3 * h) - f(x - 3 * h)) / (60 * h);
    }
}
