using System.Numerics;
using System.Runtime.CompilerServices;

namespace Autograd.AotSmoke;

/// <summary>Formulas: the value, the slope, and the slope's slope, which is derived by tracing.</summary>
internal static class ElementwiseChecks<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double Root = 2 / Math.Sqrt(Math.PI);

    public static void Run()
    {
        Unary("Abs", x => x.Abs(), Math.Abs, x => Math.Sign(x), null, -1.5, 2);
        Unary("Negate", x => -x, x => -x, x => -1);
        Unary("Square", x => x.Square(), x => x * x, x => 2 * x, x => 2);
        Unary("Sqrt", x => x.Sqrt(), Math.Sqrt, x => 0.5 / Math.Sqrt(x), x => -0.25 * Math.Pow(x, -1.5));
        Unary("Rsqrt", x => x.Rsqrt(), x => 1 / Math.Sqrt(x), x => -0.5 * Math.Pow(x, -1.5), x => 0.75 * Math.Pow(x, -2.5));
        Unary("Reciprocal", x => x.Reciprocal(), x => 1 / x, x => -1 / (x * x), x => 2 / (x * x * x));
        Unary("Exp", x => x.Exp(), Math.Exp, Math.Exp, Math.Exp);
        Unary("Expm1", x => x.Expm1(), x => Math.Exp(x) - 1, Math.Exp, Math.Exp);
        Unary("Log", x => x.Log(), Math.Log, x => 1 / x, x => -1 / (x * x));
        Unary("Log1p", x => x.Log1p(), x => Math.Log(1 + x), x => 1 / (1 + x), x => -1 / ((1 + x) * (1 + x)));
        Unary("Log2", x => x.Log2(), Math.Log2, x => 1 / (x * Math.Log(2)));
        Unary("Log10", x => x.Log10(), Math.Log10, x => 1 / (x * Math.Log(10)));
        Unary("Sin", x => x.Sin(), Math.Sin, Math.Cos, x => -Math.Sin(x));
        Unary("Cos", x => x.Cos(), Math.Cos, x => -Math.Sin(x), x => -Math.Cos(x));
        Unary("Tan", x => x.Tan(), Math.Tan, x => 1 + Math.Tan(x) * Math.Tan(x), x => 2 * Math.Tan(x) * (1 + Math.Tan(x) * Math.Tan(x)));
        Unary("Asin", x => x.Asin(), Math.Asin, x => 1 / Math.Sqrt(1 - x * x));
        Unary("Acos", x => x.Acos(), Math.Acos, x => -1 / Math.Sqrt(1 - x * x));
        Unary("Atan", x => x.Atan(), Math.Atan, x => 1 / (1 + x * x), x => -2 * x / ((1 + x * x) * (1 + x * x)));
        Unary("Sinh", x => x.Sinh(), Math.Sinh, Math.Cosh, Math.Sinh);
        Unary("Cosh", x => x.Cosh(), Math.Cosh, Math.Sinh, Math.Cosh);
        Unary("Tanh", x => x.Tanh(), Math.Tanh, x => 1 - Math.Tanh(x) * Math.Tanh(x), x => -2 * Math.Tanh(x) * (1 - Math.Tanh(x) * Math.Tanh(x)));
        Unary("Asinh", x => x.Asinh(), Math.Asinh, x => 1 / Math.Sqrt(x * x + 1));
        Unary("Acosh", x => x.Acosh(), Math.Acosh, x => 1 / Math.Sqrt(x * x - 1), null, 1.5, 3);
        Unary("Atanh", x => x.Atanh(), Math.Atanh, x => 1 / (1 - x * x));
        Unary("Erf", x => x.Erf(), null, x => Root * Math.Exp(-x * x), x => -2 * x * Root * Math.Exp(-x * x));
        Unary("Erfc", x => x.Erfc(), null, x => -Root * Math.Exp(-x * x), x => 2 * x * Root * Math.Exp(-x * x));
        Unary("LogGamma", x => x.LogGamma(), x => Math.Log(x - 1), x => 1 / (x - 1) + Digamma(x - 1), null, 3, 3);
        Unary("Digamma", x => x.Digamma(), Digamma, x => Math.PI * Math.PI / 6 - 1, null, 2, 2);
        Unary("Polygamma", x => x.Polygamma(1), x => Math.PI * Math.PI / 6 - 1, null, null, 2, 2);
        Unary("Relu", x => x.Relu(), x => Math.Max(x, 0), x => x > 0 ? 1 : 0, null, -1, 1.5);
        Unary("LeakyRelu", x => x.LeakyRelu(0.1), x => x > 0 ? x : 0.1 * x, x => x > 0 ? 1 : 0.1, null, -1, 1.5);
        Unary("Elu", x => x.Elu(2), x => x > 0 ? x : 2 * (Math.Exp(x) - 1), x => x > 0 ? 1 : 2 * Math.Exp(x), null, -1, 1.5);
        Unary("Silu", x => x.Silu(), x => x * Sigmoid(x), x => Sigmoid(x) + x * SigmoidSlope(x));
        Unary("Gelu", x => x.Gelu(tanh: true), x => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))), null);
        Unary("Softplus", x => x.Softplus(), x => Math.Log(1 + Math.Exp(x)), Sigmoid, SigmoidSlope);
        Unary("Mish", x => x.Mish(), x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))), null);
        Unary("Sigmoid", x => x.Sigmoid(), Sigmoid, SigmoidSlope, x => SigmoidSlope(x) * (1 - 2 * Sigmoid(x)));
        Unary("LogSigmoid", x => x.LogSigmoid(), x => -Math.Log(1 + Math.Exp(-x)), x => Sigmoid(-x), x => -SigmoidSlope(x));
        Unary("Hardtanh", x => x.Hardtanh(), x => Math.Clamp(x, -1, 1), x => Math.Abs(x) < 1 ? 1 : 0, null, -2.5, 2.2);
        Unary("Clamp", x => x.Clamp(0.31, 0.61), x => Math.Clamp(x, 0.31, 0.61), x => x is > 0.31 and < 0.61 ? 1 : 0);
        Unary("Pow", x => x.Pow(2.5), x => Math.Pow(x, 2.5), x => 2.5 * Math.Pow(x, 1.5), x => 3.75 * Math.Sqrt(x));
        Unary("Floor", x => x.Floor(), Math.Floor, x => 0, null, -1.7, 2.6);
        Unary("Ceiling", x => x.Ceiling(), Math.Ceiling, x => 0, null, -1.7, 2.6);
        Unary("Round", x => x.Round(), Math.Round, x => 0, null, -1.7, 2.6);
        Unary("Sign", x => x.Sign(), x => Math.Sign(x), x => 0, null, -1.7, 2.6);
        Unary("scalars on either side", x => 2 - (1 + 3 * x) / 2 + 1 / x, x => 2 - (1 + 3 * x) / 2 + 1 / x, x => -1.5 - 1 / (x * x));

        Unary("a user's formula", x => x.Map(new Swish(2)), x => x * Sigmoid(2 * x), x => Sigmoid(2 * x) + 2 * x * SigmoidSlope(2 * x),
            x => 4 * SigmoidSlope(2 * x) + 4 * x * SigmoidSlope(2 * x) * (1 - 2 * Sigmoid(2 * x)));

        Binary("Add", (x, y) => x + y, (x, y) => x + y, (x, y) => 1, (x, y) => 1);
        Binary("Subtract", (x, y) => x - y, (x, y) => x - y, (x, y) => 1, (x, y) => -1);
        Binary("Multiply", (x, y) => x * y, (x, y) => x * y, (x, y) => y, (x, y) => x);
        Binary("Divide", (x, y) => x / y, (x, y) => x / y, (x, y) => 1 / y, (x, y) => -x / (y * y));
        Binary("Pow of tensors", (x, y) => x.Pow(y), Math.Pow, (x, y) => y * Math.Pow(x, y - 1), (x, y) => Math.Pow(x, y) * Math.Log(x));
        Binary("Atan2", (x, y) => x.Atan2(y), Math.Atan2, (x, y) => y / (x * x + y * y), (x, y) => -x / (x * x + y * y));
        Binary("Hypot", (x, y) => x.Hypot(y), double.Hypot, (x, y) => x / double.Hypot(x, y), (x, y) => y / double.Hypot(x, y));
        Binary("Maximum", (x, y) => x.Maximum(y), Math.Max, (x, y) => x > y ? 1 : 0, (x, y) => y > x ? 1 : 0);
        Binary("Minimum", (x, y) => x.Minimum(y), Math.Min, (x, y) => x < y ? 1 : 0, (x, y) => y < x ? 1 : 0);
        Binary("Where", (x, y) => Tensor.Where(x.Greater(y), x, 2 * y), (x, y) => x > y ? x : 2 * y, (x, y) => x > y ? 1 : 0, (x, y) => x > y ? 0 : 2);
        Binary("a user's formula of two", (x, y) => Tensor.Map(new Damped(), x, y), (x, y) => Math.Sin(x) * Math.Exp(-y),
            (x, y) => Math.Cos(x) * Math.Exp(-y), (x, y) => -Math.Sin(x) * Math.Exp(-y));
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double SigmoidSlope(double x) => Sigmoid(x) * Sigmoid(-x);

    /// <summary>At 2, where it is 1 − γ.</summary>
    private static double Digamma(double x) => x == 2 ? 0.42278433509846713 : throw new ArgumentOutOfRangeException(nameof(x));

    /// <summary>37 elements: whole registers of every width, and a rest.</summary>
    private static double[] Points(double from, double to) =>
        [.. Enumerable.Range(0, 37).Select(i => double.CreateChecked(T.CreateChecked(from + (to - from) * i / 36)))];

    private static Tensor Of(double[] values) => Tensor.Parameter(Tensor.From(Array.ConvertAll(values, T.CreateChecked)));

    private static void Unary(string name, Func<Tensor, Tensor> apply, Func<double, double>? value, Func<double, double>? slope,
        Func<double, double>? second = null, double from = 0.1, double to = 0.9)
    {
        double[] points = Points(from, to);
        Tensor x = Of(points);
        Tensor y = apply(x);
        if (value is not null)
            Check.Near<T>(name, y, Array.ConvertAll(points, point => value(point)));
        y.Sum().Backward(createGraph: second is not null);
        if (slope is not null)
            Check.Near<T>($"slope of {name}", x.Grad, Array.ConvertAll(points, point => slope(point)));
        if (second is null)
            return;
        Tensor first = x.Grad!;
        x.ZeroGrad();
        first.Sum().Backward();
        Check.Near<T>($"second slope of {name}", x.Grad, Array.ConvertAll(points, point => second(point)));
    }

    private static void Binary(string name, Func<Tensor, Tensor, Tensor> apply, Func<double, double, double> value,
        Func<double, double, double> slopeX, Func<double, double, double> slopeY)
    {
        double[] a = Points(0.2, 1.7), b = [.. Points(0.4, 1.3).Reverse()];
        Tensor x = Of(a), y = Of(b);
        Tensor z = apply(x, y);
        Check.Near<T>(name, z, Each(value));
        z.Sum().Backward();
        Check.Near<T>($"left slope of {name}", x.Grad, Each(slopeX));
        Check.Near<T>($"right slope of {name}", y.Grad, Each(slopeY));

        // A row against a column: each gradient is summed back to its operand's shape.
        double[] left = [0.5, 1.5], right = [0.7, 0.9, 1.1];
        Tensor column = Of(left), row = Of(right);
        Tensor table = apply(column.Unsqueeze(1), row);
        Check.Near<T>($"{name}, broadcast", table, [.. left.SelectMany(u => right.Select(v => value(u, v)))]);
        table.Sum().Backward();
        Check.Near<T>($"left slope of {name}, broadcast", column.Grad, [.. left.Select(u => right.Sum(v => slopeX(u, v)))]);
        Check.Near<T>($"right slope of {name}, broadcast", row.Grad, [.. right.Select(v => left.Sum(u => slopeY(u, v)))]);

        double[] Each(Func<double, double, double> of) => [.. a.Zip(b, of)];
    }
}

internal readonly struct Swish(double beta) : IFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Of<R>(R x) where R : struct, IReal<R> => x / (1 + R.Exp(-beta * x));
}

internal readonly struct Damped : IFormula2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Of<R>(R x, R y) where R : struct, IReal<R> => R.Sin(x) * R.Exp(-y);
}
