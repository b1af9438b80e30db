namespace Autograd.Tests.Laws.Derivatives;

/// <summary>The operations that the stored files name, and how many digits are asked of each.</summary>
internal static class Operations
{
    public static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor>> Unary = new Dictionary<string, Func<Tensor, Tensor>>
    {
        ["Abs"] = x => x.Abs(), ["Sign"] = x => x.Sign(), ["Square"] = x => x.Square(), ["Sqrt"] = x => x.Sqrt(), ["Rsqrt"] = x => x.Rsqrt(),
        ["Reciprocal"] = x => x.Reciprocal(), ["Exp"] = x => x.Exp(), ["Expm1"] = x => x.Expm1(), ["Exp2"] = x => x.Exp2(), ["Log"] = x => x.Log(), ["Log1mExp"] = x => x.Log1mExp(), ["Sinc"] = x => x.Sinc(), ["Log1p"] = x => x.Log1p(),
        ["Log2"] = x => x.Log2(), ["Log10"] = x => x.Log10(), ["Sin"] = x => x.Sin(), ["Cos"] = x => x.Cos(), ["Tan"] = x => x.Tan(),
        ["Asin"] = x => x.Asin(), ["Acos"] = x => x.Acos(), ["Atan"] = x => x.Atan(), ["Sinh"] = x => x.Sinh(), ["Cosh"] = x => x.Cosh(),
        ["Tanh"] = x => x.Tanh(), ["Asinh"] = x => x.Asinh(), ["Acosh"] = x => x.Acosh(), ["Atanh"] = x => x.Atanh(), ["Erf"] = x => x.Erf(),
        ["Erfc"] = x => x.Erfc(), ["LogGamma"] = x => x.LogGamma(), ["Digamma"] = x => x.Digamma(), ["Polygamma(1)"] = x => x.Polygamma(1),
        ["Polygamma(2)"] = x => x.Polygamma(2), ["Relu"] = x => x.Relu(), ["LeakyRelu"] = x => x.LeakyRelu(), ["LeakyRelu(0)"] = x => x.LeakyRelu(0),
        ["LeakyRelu(2)"] = x => x.LeakyRelu(2), ["LeakyRelu(-0.5)"] = x => x.LeakyRelu(-0.5), ["Elu"] = x => x.Elu(), ["Elu(0.5)"] = x => x.Elu(0.5),
        ["Elu(3)"] = x => x.Elu(3), ["Selu"] = x => x.Selu(), ["Silu"] = x => x.Silu(), ["Gelu"] = x => x.Gelu(), ["Gelu(tanh)"] = x => x.Gelu(tanh: true),
        ["Softplus"] = x => x.Softplus(), ["Mish"] = x => x.Mish(), ["Sigmoid"] = x => x.Sigmoid(), ["Logit"] = x => x.Logit(),
        ["LogSigmoid"] = x => x.LogSigmoid(), ["Hardtanh"] = x => x.Hardtanh(), ["Clamp(-0.5 2.5)"] = x => x.Clamp(-0.5, 2.5), ["Floor"] = x => x.Floor(),
        ["Ceiling"] = x => x.Ceiling(), ["Round"] = x => x.Round(), ["Pow(-2)"] = x => x.Pow(-2), ["Pow(-1)"] = x => x.Pow(-1), ["Pow(-0.5)"] = x => x.Pow(-0.5),
        ["Pow(0)"] = x => x.Pow(0), ["Pow(0.5)"] = x => x.Pow(0.5), ["Pow(1)"] = x => x.Pow(1), ["Pow(1.5)"] = x => x.Pow(1.5), ["Pow(2)"] = x => x.Pow(2),
        ["Pow(2.5)"] = x => x.Pow(2.5), ["Pow(3)"] = x => x.Pow(3), ["Pow(4)"] = x => x.Pow(4), ["Maximum(0.5)"] = x => x.Maximum(0.5), ["Minimum(0.5)"] = x => x.Minimum(0.5),
    };

    public static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor, Tensor>> Binary = new Dictionary<string, Func<Tensor, Tensor, Tensor>>
    {
        ["Multiply"] = (x, y) => x * y, ["Divide"] = (x, y) => x / y, ["Pow"] = (x, y) => x.Pow(y), ["Hypot"] = (x, y) => x.Hypot(y),
        ["Atan2"] = (y, x) => y.Atan2(x), ["LogAddExp"] = (x, y) => x.LogAddExp(y), ["Xlogy"] = (x, y) => x.Xlogy(y), ["Maximum"] = (x, y) => x.Maximum(y), ["Minimum"] = (x, y) => x.Minimum(y),
        // The losses are means; their formulas are what is elementwise.
        ["BinaryCrossEntropyWithLogits"] = (x, y) => Autograd.Binary.Apply(new BinaryCrossEntropyFormula(), x, y, "BinaryCrossEntropyWithLogits"),
        ["HuberLoss"] = (x, y) => Autograd.Binary.Apply(new HuberFormula(1), x, y, "HuberLoss"),
    };

    // Sums that cross zero, or a stated trade of the last digits for speed: an error below an ulp of the largest slope is right enough.
    private static readonly HashSet<string> Summed =
        ["Sigmoid", "Tanh", "Sinc", "Atan", "Silu", "Gelu", "Gelu(tanh)", "Mish", "Softplus", "LogSigmoid", "Logit", "BinaryCrossEntropyWithLogits"];

    // Series and recurrences of their own, tested for their digits in SpecialFunctionsTests.
    private static readonly HashSet<string> Special = ["LogGamma", "Digamma", "Polygamma(1)", "Polygamma(2)"];

    /// <summary>Units in the last place forgiven, for each order and once more.</summary>
    public static double Ulps(string operation) =>
        operation == "Gelu(tanh)" ? 400        // e^−600, whose exponent's own rounding costs as many
        : operation == "Pow" ? 32              // sums of powers of ln x with both signs
        : Special.Contains(operation) ? 64 : 8;

    /// <summary>The absolute error forgiven.</summary>
    public static double Absolute(string operation, DType type, int order, double largest) =>
        order > 0 && Summed.Contains(operation) ? 4 * (order + 1) * (type == DType.Float32 ? 6e-8 : 1.2e-16) * Math.Min(largest, 1) : 0;
}
