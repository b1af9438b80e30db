namespace Autograd.Tests.Laws;

/// <summary>
/// What was not taken contributes exact zero, in every mode and every order. The first of three elements stands where a function
/// or one of its derivatives is infinite or undefined, and the rest of the program does not use it: its derivatives are exactly
/// 0, and those of the others are what they are when it stands somewhere harmless.
/// </summary>
public class NotTakenTests
{
    private const double Harmless = 0.25;

    private static readonly double[] Others = [0.5, 0.75];

    /// <summary>Functions that are finite where they or their slopes are singular, and increase from there.</summary>
    private static readonly Dictionary<string, (double At, Func<Tensor, Tensor> Function)> Steep = new()
    {
        ["root at 0"] = (0, static x => x.Sqrt()),
        ["power 1.5 at 0"] = (0, static x => x.Pow(1.5)),
        ["power 0.3 at 0"] = (0, static x => x.Pow(0.3)),
        ["tensor power at 0"] = (0, static x => x.Pow(Tensor.Scalar(0.5, x.DType))),
        ["arcsine at -1"] = (-1, static x => x.Asin()),
        ["negated arccosine at -1"] = (-1, static x => -x.Acos()),
        ["norm at 0"] = (0, static x => x.Square().Sqrt() + x),
    };

    /// <summary>Functions that have no finite value there.</summary>
    private static readonly Dictionary<string, (double At, Func<Tensor, Tensor> Function)> Undefined = new()
    {
        ["root at -1"] = (-1, static x => x.Sqrt()),
        ["logarithm at 0"] = (0, static x => x.Log()),
        ["logarithm at -1"] = (-1, static x => x.Log()),
        ["reciprocal at 0"] = (0, static x => 1 / x),
        ["exponential at 800"] = (800, static x => x.Exp()),
        ["x ln x at 0"] = (0, static x => x * x.Log()),
        ["power -0.5 at 0"] = (0, static x => x.Pow(-0.5)),
        ["arccosine at 2"] = (2, static x => x.Acos()),
    };

    /// <summary>Programs that leave the first element out by place, whatever its value.</summary>
    private static readonly Dictionary<string, Func<Tensor, Tensor>> ByPlace = new()
    {
        ["Slice"] = static y => y[1..],
        ["Slice backwards"] = static y => y.Flip(0)[..2],
        ["Select"] = static y => y[1] * y[2],
        ["IndexSelect"] = static y => y.IndexSelect(0, 2, 1, 1),
        ["Gather"] = static y => y.Gather(0, new int[] { 1, 2 }, new int[] { 2 }),
        ["Split"] = static y => y.Split(1, 0)[1],
        ["Concat"] = static y => Tensor.Concat([y, y[1..]])[1..3],
        ["Stack"] = static y => Tensor.Stack([y, y])[.., 1..],
        ["Where"] = static y => Tensor.Where(Mask(y), y, 0.0),
        ["Where, other branch"] = static y => Tensor.Where(1 - Mask(y), 3.0, y),
        ["Tril"] = static y => y.Reshape(3, 1).BroadcastTo(3, 3).Tril(-1),
        ["Triu"] = static y => y.BroadcastTo(3, 3).Triu(1),
        ["Diagonal"] = static y => y.BroadcastTo(2, 3).Diagonal(1),
        ["Scatter"] = static y => y.Scatter(0, new int[] { 0 }, Tensor.Scalar(2, y.DType).Reshape(1)),
        ["Dropout"] = static y => y.Dropout(0.5, new Random(DropsTheFirst)),
        ["Pad"] = static y => y.Pad([(0, 1)])[1..],
    };

    /// <summary>Programs that multiply the first element by zero, or choose by size.</summary>
    private static readonly Dictionary<string, Func<Tensor, Tensor>> ByValue = new()
    {
        ["times 0"] = static y => y * Mask(y),
        ["divided by infinity"] = static y => y / Tensor.Where(Mask(y), Mask(y), double.PositiveInfinity),
        ["Dot"] = static y => y.Dot(Mask(y)),
        ["MatMul"] = static y => y.MatMul(Mask(y).Reshape(3, 1)),
        ["MatMul, right"] = static y => Mask(y).Reshape(1, 3).MatMul(y.Reshape(3, 1)),
        ["Linear"] = static y => y.Reshape(1, 3).Linear(Mask(y).Reshape(3, 1)),
        ["Einsum"] = static y => Tensor.Einsum("i,i->", y, Mask(y)),
        ["Einsum of three"] = static y => Tensor.Einsum("i,i,i->", y, Mask(y), Mask(y)),
        ["Max"] = static y => y.Max() * y[1],
        ["Max over an axis"] = static y => y.BroadcastTo(2, 3).Max(1),
        ["TopK"] = static y => y.TopK(2).Values,
        ["Sort"] = static y => y.Sort().Values[1..],
        ["Maximum"] = static y => y.Maximum(y[1].Detach() * 0.9),
        ["Maximum of a number"] = static y => (y - y[1].Detach()).Maximum(-0.1),
        ["Clamp"] = static y => (y - y[1].Detach()).Clamp(-0.1, 10),
        ["Hardtanh"] = static y => ((y - y[1].Detach()) * 1.5 - 0.9).Hardtanh(),
        ["Relu"] = static y => (y - y[1].Detach() + 0.01).Relu(),
        ["LeakyRelu(0)"] = static y => (y - y[1].Detach() + 0.01).LeakyRelu(0),
        ["Map"] = static y => Tensor.Map(new Product(), y, Mask(y)),
        ["Map, larger one"] = static y => Tensor.Map(new Larger(), y, y[1].Detach() * 0.9),
    };

    private static readonly int DropsTheFirst = Enumerable.Range(0, 1000).First(static seed =>
        Tensor.Ones<double>(3).Dropout(0.5, new Random(seed)).ToArray<double>() is [0, not 0, not 0]);

    public static TheoryData<string, string, DType> Cases()
    {
        TheoryData<string, string, DType> cases = [];
        foreach (DType type in new[] { DType.Float64, DType.Float32 })
        {
            foreach (string steep in Steep.Keys)
                foreach (string program in ByPlace.Keys.Concat(ByValue.Keys))
                    cases.Add(steep, program, type);
            foreach (string undefined in Undefined.Keys)
                foreach (string program in ByPlace.Keys)
                    cases.Add(undefined, program, type);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WhatWasNotTakenContributesExactZero(string inner, string program, DType type)
    {
        (double at, Func<Tensor, Tensor> function) = Steep.TryGetValue(inner, out var steep) ? steep : Undefined[inner];
        Func<Tensor, Tensor> outer = ByPlace.TryGetValue(program, out Func<Tensor, Tensor>? byPlace) ? byPlace : ByValue[program];
        Holds(x => outer(function(x)).Square().Sum(), at, type, $"{program} over {inner}");
    }

    /// <summary>A function that is constant at a point has no derivative there, however steep what it is a function of.</summary>
    [Theory]
    [InlineData("arccosine of a clamp", 2)]
    [InlineData("root of relu", -1)]
    [InlineData("logarithm of a maximum", -1)]
    [InlineData("reciprocal of a minimum of 0", 1)]
    [InlineData("root of a leaky relu", -1)]
    [InlineData("root of hardtanh and 1", -3)]
    [InlineData("root of the larger one", -1)]
    public void WhatIsFlatHasDerivativeZero(string name, double at)
    {
        Func<Tensor, Tensor> f = name switch
        {
            "arccosine of a clamp" => static x => x.Clamp(-1, 1).Acos(),
            "root of relu" => static x => x.Relu().Sqrt(),
            "logarithm of a maximum" => static x => x.Maximum(0).Log(),
            "reciprocal of a minimum of 0" => static x => 1 / x.Minimum(0),
            "root of a leaky relu" => static x => x.LeakyRelu(0).Sqrt(),
            "root of hardtanh and 1" => static x => (x.Hardtanh() + 1).Sqrt(),
            _ => static x => x.Maximum(Tensor.Zeros<double>()).Sqrt(),
        };
        foreach (string mode in ModeMixes.To(3))
            ModeMixes.By(f, mode)(Tensor.From(at)).ToDouble().Should().Be(0, $"{name} is constant at {at}, in {mode}");
    }

    private static void Holds(Func<Tensor, Tensor> f, double at, DType type, string because)
    {
        Tensor here = Values.Vector(type, [at, .. Others]), harmless = Values.Vector(type, [Harmless, .. Others]);
        for (int order = 1; order <= 3; order++)
        {
            double[] truth = ModeMixes.By(f, new string('R', order))(harmless).Doubles();
            foreach (string mode in ModeMixes.Of(order))
            {
                double[] found = ModeMixes.By(f, mode)(here).Doubles();
                if (mode.Contains('R', StringComparison.Ordinal))
                    found[0].Should().Be(0, $"the first element of {because} is not used, in {mode}");
                double[] expected = mode.Contains('R', StringComparison.Ordinal) ? [0, .. truth[1..]] : [truth[1] + truth[2]];
                for (int i = 0; i < found.Length; i++)
                    found[i].Should().BeApproximately(expected[i], (type == DType.Float64 ? 1e-12 : 1e-3) * Math.Max(1, Math.Abs(expected[i])), $"{because}, element {i} in {mode}");
            }
        }
    }

    private static Tensor Mask(Tensor like) => Values.Vector(like.DType, 0, 1, 1);

    private readonly struct Product : IFormula2
    {
        public R Of<R>(R a, R b) where R : struct, IReal<R> => a * b;
    }

    private readonly struct Larger : IFormula2
    {
        public R Of<R>(R a, R b) where R : struct, IReal<R> => R.Max(a, b);
    }
}
