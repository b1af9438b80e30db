namespace Autograd.Tests;

/// <summary>Values and gradients of elementwise functions of one tensor at kinks, singular points and the ends of the range.</summary>
public class UnaryKinkTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;
    private const double SeluScale = 1.0507009873554804934193349852946;
    private const double SeluAlpha = 1.6732632423543772848170429916717;

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new()
    {
        ["Relu"] = x => x.Relu(),
        ["LeakyRelu"] = x => x.LeakyRelu(),
        ["LeakyRelu(2)"] = x => x.LeakyRelu(2),
        ["LeakyRelu(-0.5)"] = x => x.LeakyRelu(-0.5),
        ["Elu"] = x => x.Elu(),
        ["Elu(0.5)"] = x => x.Elu(0.5),
        ["Elu(3)"] = x => x.Elu(3),
        ["Selu"] = x => x.Selu(),
        ["Abs"] = x => x.Abs(),
        ["Sign"] = x => x.Sign(),
        ["Hardtanh"] = x => x.Hardtanh(),
        ["Clamp(-2, 3)"] = x => x.Clamp(-2, 3),
        ["Maximum(2)"] = x => x.Maximum(2),
        ["Minimum(2)"] = x => x.Minimum(2),
        ["Floor"] = x => x.Floor(),
        ["Ceiling"] = x => x.Ceiling(),
        ["Round"] = x => x.Round(),
        ["Sqrt"] = x => x.Sqrt(),
        ["Rsqrt"] = x => x.Rsqrt(),
        ["Reciprocal"] = x => x.Reciprocal(),
        ["Asin"] = x => x.Asin(),
        ["Acos"] = x => x.Acos(),
        ["Atanh"] = x => x.Atanh(),
        ["Acosh"] = x => x.Acosh(),
        ["Log"] = x => x.Log(),
        ["Log2"] = x => x.Log2(),
        ["Log10"] = x => x.Log10(),
        ["Log1p"] = x => x.Log1p(),
        ["Pow(0)"] = x => x.Pow(0),
        ["Pow(0.5)"] = x => x.Pow(0.5),
        ["Pow(1)"] = x => x.Pow(1),
        ["Pow(1.5)"] = x => x.Pow(1.5),
        ["Pow(2)"] = x => x.Pow(2),
        ["Pow(3)"] = x => x.Pow(3),
        ["Pow(-1)"] = x => x.Pow(-1),
        ["Pow(-2)"] = x => x.Pow(-2),
        ["Softplus"] = x => x.Softplus(),
        ["LogSigmoid"] = x => x.LogSigmoid(),
        ["Sigmoid"] = x => x.Sigmoid(),
        ["Tanh"] = x => x.Tanh(),
        ["Silu"] = x => x.Silu(),
        ["Mish"] = x => x.Mish(),
        ["Gelu"] = x => x.Gelu(),
        ["Gelu(tanh)"] = x => x.Gelu(tanh: true),
    };

    private static readonly (string Function, double At, double Value, double Slope)[] Rows =
    [
        ("Relu", 0, 0, 0), ("Relu", -0.0, 0, 0), ("Relu", Infinity, Infinity, 1), ("Relu", -Infinity, 0, 0),
        ("LeakyRelu", 0, 0, 0.01), ("LeakyRelu(2)", 0, 0, 1), ("LeakyRelu(-0.5)", 0, 0, 0),
        ("Elu", 0, 0, 1), ("Elu(0.5)", 0, 0, 0.5), ("Elu(3)", 0, 0, 1), ("Elu", -Infinity, -1, 0), ("Elu", Infinity, Infinity, 1),
        ("Selu", 0, 0, SeluScale), ("Selu", -Infinity, -SeluScale * SeluAlpha, 0),
        ("Abs", 0, 0, 0), ("Abs", -0.0, 0, 0), ("Abs", -Infinity, Infinity, -1),
        ("Sign", 0, 0, 0), ("Sign", 3, 1, 0), ("Sign", -3, -1, 0), ("Sign", -Infinity, -1, 0),
        ("Hardtanh", 1, 1, 0), ("Hardtanh", -1, -1, 0), ("Hardtanh", 0.5, 0.5, 1), ("Hardtanh", Infinity, 1, 0),
        ("Clamp(-2, 3)", -2, -2, 0), ("Clamp(-2, 3)", 3, 3, 0), ("Clamp(-2, 3)", 0, 0, 1),
        ("Maximum(2)", 2, 2, 0), ("Maximum(2)", 3, 3, 1), ("Maximum(2)", 1, 2, 0),
        ("Minimum(2)", 2, 2, 0), ("Minimum(2)", 1, 1, 1), ("Minimum(2)", 3, 2, 0),
        ("Floor", 2, 2, 0), ("Floor", -0.5, -1, 0), ("Ceiling", 2, 2, 0), ("Ceiling", 1.5, 2, 0),
        ("Round", 0.5, 0, 0), ("Round", 1.5, 2, 0), ("Round", 2.5, 2, 0), ("Round", -1.5, -2, 0), ("Round", -2.5, -2, 0),
        ("Sqrt", 0, 0, Infinity), ("Sqrt", Infinity, Infinity, 0), ("Sqrt", -1, NaN, NaN),
        ("Rsqrt", 0, Infinity, -Infinity), ("Rsqrt", Infinity, 0, 0), ("Rsqrt", -1, NaN, NaN),
        ("Reciprocal", 0, Infinity, -Infinity), ("Reciprocal", -0.0, -Infinity, -Infinity), ("Reciprocal", Infinity, 0, 0),
        ("Asin", 1, Math.PI / 2, Infinity), ("Asin", -1, -Math.PI / 2, Infinity), ("Asin", 2, NaN, NaN),
        ("Acos", 1, 0, -Infinity), ("Acos", -1, Math.PI, -Infinity), ("Acos", -2, NaN, NaN),
        ("Atanh", 1, Infinity, Infinity), ("Atanh", -1, -Infinity, Infinity),
        ("Acosh", 1, 0, Infinity),
        ("Log", 0, -Infinity, Infinity), ("Log", -1, NaN, NaN), ("Log", Infinity, Infinity, 0),
        ("Log2", 0, -Infinity, Infinity), ("Log2", -1, NaN, NaN),
        ("Log10", 0, -Infinity, Infinity), ("Log10", -1, NaN, NaN),
        ("Log1p", -1, -Infinity, Infinity), ("Log1p", -2, NaN, NaN),
        ("Pow(0)", 0, 1, 0), ("Pow(0)", NaN, 1, 0), ("Pow(0.5)", 0, 0, Infinity), ("Pow(1)", 0, 0, 1), ("Pow(1.5)", 0, 0, 0),
        ("Pow(2)", 0, 0, 0), ("Pow(3)", 0, 0, 0), ("Pow(3)", -2, -8, 12), ("Pow(0.5)", -1, NaN, NaN),
        ("Pow(-1)", 0, Infinity, -Infinity), ("Pow(-2)", 0, Infinity, -Infinity), ("Pow(-2)", -2, 0.25, 0.25),
        ("Softplus", 1e4, 1e4, 1), ("Softplus", -1e4, 0, 0), ("Softplus", Infinity, Infinity, 1), ("Softplus", -Infinity, 0, 0),
        ("LogSigmoid", 1e4, 0, 0), ("LogSigmoid", -1e4, -1e4, 1), ("LogSigmoid", Infinity, 0, 0), ("LogSigmoid", -Infinity, -Infinity, 1),
        ("Sigmoid", 1e4, 1, 0), ("Sigmoid", -1e4, 0, 0), ("Sigmoid", Infinity, 1, 0), ("Sigmoid", -Infinity, 0, 0), ("Sigmoid", 0, 0.5, 0.25),
        ("Tanh", 1e4, 1, 0), ("Tanh", -1e4, -1, 0), ("Tanh", Infinity, 1, 0), ("Tanh", -Infinity, -1, 0),
        ("Silu", 1e4, 1e4, 1), ("Silu", -1e4, 0, 0), ("Silu", Infinity, Infinity, 1), ("Silu", -Infinity, 0, 0),
        ("Mish", 1e4, 1e4, 1), ("Mish", -1e4, 0, 0), ("Mish", Infinity, Infinity, 1), ("Mish", -Infinity, 0, 0),
        ("Gelu", 1e4, 1e4, 1), ("Gelu", -1e4, 0, 0), ("Gelu", Infinity, Infinity, 1), ("Gelu", -Infinity, 0, 0),
        ("Gelu(tanh)", 1e4, 1e4, 1), ("Gelu(tanh)", -1e4, 0, 0), ("Gelu(tanh)", Infinity, Infinity, 1), ("Gelu(tanh)", -Infinity, 0, 0),
    ];

    // Points at which the slope is infinite or not a number.
    private static readonly (string Function, double At)[] Singular =
        [.. Rows.Where(static row => !double.IsFinite(row.Slope)).Select(static row => (row.Function, row.At))];

    public static TheoryData<string, double, double, double, DType> Points()
    {
        TheoryData<string, double, double, double, DType> data = [];
        foreach ((string function, double at, double value, double slope) in Rows)
            foreach (DType type in Enum.GetValues<DType>())
                data.Add(function, at, value, slope, type);
        return data;
    }

    public static TheoryData<string, double, DType> SingularPoints()
    {
        TheoryData<string, double, DType> data = [];
        foreach ((string function, double at) in Singular)
            foreach (DType type in Enum.GetValues<DType>())
                data.Add(function, at, type);
        return data;
    }

    /// <summary>Twenty elements, so that lanes and the rest of the loop both meet the point.</summary>
    [Theory]
    [MemberData(nameof(Points))]
    public void HasTheValueAndSlopeOfTheTable(string function, double at, double value, double slope, DType type)
    {
        Tensor x = Everywhere(at, type);
        Functions[function](x).ShouldHold(Repeated(value), "as the value");
        Derivatives.Of(Functions[function], x).ShouldHold(Repeated(slope), "as the gradient");
        Derivatives.Of(Functions[function], x, createGraph: true).ShouldHold(Repeated(slope), "as the recorded gradient");
    }

    [Theory]
    [InlineData("Clamp(-2, 3)")]
    [InlineData("Maximum(2)")]
    [InlineData("Minimum(2)")]
    [InlineData("Hardtanh")]
    [InlineData("Abs")]
    [InlineData("Round")]
    public void NaNStaysNaN(string function)
    {
        foreach (DType type in Enum.GetValues<DType>())
            Functions[function](Everywhere(NaN, type)).ShouldHold(Repeated(NaN), "as the value");
    }

    [Theory]
    [MemberData(nameof(SingularPoints))]
    public void AnUpstreamOfZeroStaysZero(string function, double at, DType type)
    {
        Tensor x = Everywhere(at, type), zero = Everywhere(0, type);
        Derivatives.Of(Functions[function], x, zero).ShouldHold(Repeated(0), "as the gradient");
        Derivatives.Of(Functions[function], x, zero, createGraph: true).ShouldHold(Repeated(0), "as the recorded gradient");
        Derivatives.Of(x => Functions[function](x) * zero, x).ShouldHold(Repeated(0), "behind a mask of zeros");
    }

    [Theory]
    [MemberData(nameof(SingularPoints))]
    public void ATangentOfZeroStaysZero(string function, double at, DType type)
    {
        Tensor x = Tensor.Parameter(Everywhere(at, type));
        foreach (bool recorded in (bool[])[false, true])
            ForwardWalk.Push(Functions[function](x), [x], [Everywhere(0, type)], recorded, "Test").ShouldHold(Repeated(0), "as the tangent");
    }

    /// <summary>A safe function of x guarded by Where is differentiable to every order beside a branch with an infinite slope.</summary>
    [Theory]
    [MemberData(nameof(SingularPoints))]
    public void ABranchNotTakenNeverMakesNaN(string function, double at, DType type)
    {
        Tensor never = Tensor.Zeros<double>(1).Cast(type);
        Tensor[] derivatives = Derivatives.OfOrders(
            x => Tensor.Where(never, Functions[function](x), x * x * x), Values.Vector(type, at), orders: 4);
        derivatives[0].ShouldHold(3 * at * at);
        derivatives[1].ShouldHold(6 * at);
        derivatives[2].ShouldHold(6);
        derivatives[3].ShouldHold(0);
    }

    private static Tensor Everywhere(double value, DType type) => Values.Vector(type, Repeated(value));

    private static double[] Repeated(double value) => [.. Enumerable.Repeat(value, 20)];
}
