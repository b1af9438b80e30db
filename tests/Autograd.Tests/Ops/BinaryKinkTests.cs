namespace Autograd.Tests;

/// <summary>Values and gradients of elementwise functions of two tensors, and of Where, at ties and singular points.</summary>
public class BinaryKinkTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> Functions = new()
    {
        ["Maximum"] = (a, b) => a.Maximum(b),
        ["Minimum"] = (a, b) => a.Minimum(b),
        ["Atan2"] = (a, b) => a.Atan2(b),
        ["Hypot"] = (a, b) => a.Hypot(b),
        ["Pow"] = (a, b) => a.Pow(b),
        ["Divide"] = (a, b) => a / b,
        ["Multiply"] = (a, b) => a * b,
    };

    private static readonly (string Function, double A, double B, double Value, double SlopeA, double SlopeB)[] Rows =
    [
        ("Maximum", 2, 2, 2, 0.5, 0.5), ("Maximum", 3, 2, 3, 1, 0), ("Maximum", 1, 2, 2, 0, 1),
        ("Minimum", 2, 2, 2, 0.5, 0.5), ("Minimum", 3, 2, 2, 0, 1), ("Minimum", 1, 2, 1, 1, 0),
        ("Maximum", Infinity, Infinity, Infinity, 0.5, 0.5), ("Minimum", -Infinity, 0, -Infinity, 1, 0),
        ("Atan2", 0, 0, 0, 0, 0), ("Atan2", 0, -1, Math.PI, -1, 0), ("Atan2", 1, 0, Math.PI / 2, 0, -1),
        ("Hypot", 0, 0, 0, 0, 0), ("Hypot", 3, 4, 5, 0.6, 0.8), ("Hypot", 0, 2, 2, 0, 1), ("Hypot", 3e30, 4e30, 5e30, 0.6, 0.8),
        ("Pow", 0, 0, 1, 0, 0), ("Pow", 0, 0.5, 0, Infinity, 0), ("Pow", 0, 1, 0, 1, 0), ("Pow", 0, 2, 0, 0, 0),
        ("Pow", 0, 3, 0, 0, 0), ("Pow", 0, -1, Infinity, -Infinity, -Infinity), ("Pow", 2, 0, 1, 0, 0.6931471805599453),
        ("Pow", -2, 0, 1, 0, NaN), ("Pow", -2, 3, -8, 12, NaN), ("Pow", 1, 5, 1, 5, 0),
        ("Divide", 1, 0, Infinity, Infinity, -Infinity), ("Divide", 0, 2, 0, 0.5, 0),
    ];

    public static TheoryData<string, double, double, double, double, double, DType> Points()
    {
        TheoryData<string, double, double, double, double, double, DType> data = [];
        foreach ((string function, double a, double b, double value, double slopeA, double slopeB) in Rows)
            foreach (DType type in Enum.GetValues<DType>())
                data.Add(function, a, b, value, slopeA, slopeB, type);
        return data;
    }

    [Theory]
    [MemberData(nameof(Points))]
    public void HasTheValueAndSlopesOfTheTable(string function, double a, double b, double value, double slopeA, double slopeB, DType type)
    {
        foreach (bool recorded in (bool[])[false, true])
        {
            Tensor left = Values.Parameter(type, Repeated(a)), right = Values.Parameter(type, Repeated(b));
            Tensor y = Functions[function](left, right);
            y.ShouldHold(Repeated(value), "as the value");
            y.Sum().Backward(createGraph: recorded);
            left.Grad.ShouldHold(Repeated(slopeA), "as the left gradient");
            right.Grad.ShouldHold(Repeated(slopeB), "as the right gradient");
        }
    }

    [Theory]
    [InlineData("Pow", 0, 0.5)]
    [InlineData("Pow", 0, -1)]
    [InlineData("Pow", -2, 3)]
    [InlineData("Divide", 1, 0)]
    [InlineData("Divide", 0, 0)]
    [InlineData("Multiply", Infinity, -Infinity)]
    [InlineData("Multiply", NaN, Infinity)]
    [InlineData("Hypot", Infinity, Infinity)]
    [InlineData("Atan2", Infinity, Infinity)]
    public void AnUpstreamOfZeroStaysZero(string function, double a, double b)
    {
        foreach (DType type in Enum.GetValues<DType>())
            foreach (bool recorded in (bool[])[false, true])
            {
                Tensor left = Values.Parameter(type, Repeated(a)), right = Values.Parameter(type, Repeated(b));
                Functions[function](left, right).Backward(Values.Vector(type, Repeated(0)), createGraph: recorded);
                left.Grad.ShouldHold(Repeated(0), "on the left");
                right.Grad.ShouldHold(Repeated(0), "on the right");
            }
    }

    [Theory]
    [InlineData("Maximum")]
    [InlineData("Minimum")]
    public void ANaNOnEitherSideWins(string function)
    {
        foreach (DType type in Enum.GetValues<DType>())
            Functions[function](Values.Vector(type, NaN, 1, NaN), Values.Vector(type, 1, NaN, NaN)).ShouldHold(NaN, NaN, NaN);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ComparisonsAreMasksWithoutGradient(DType type)
    {
        Tensor a = Values.Parameter(type, 1, 2, 3, NaN), b = Values.Parameter(type, 2, 2, 2, 2);
        a.Greater(b).ShouldHold(0, 0, 1, 0);
        a.GreaterOrEqual(b).ShouldHold(0, 1, 1, 0);
        a.Less(b).ShouldHold(1, 0, 0, 0);
        a.LessOrEqual(b).ShouldHold(1, 1, 0, 0);
        a.EqualTo(b).ShouldHold(0, 1, 0, 0);
        a.Greater(2).ShouldHold(0, 0, 1, 0);
        a.EqualTo(2).ShouldHold(0, 1, 0, 0);
        a.Greater(b).RequiresGrad.Should().BeFalse();
        a.Greater(b).DType.Should().Be(type);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void WhereGivesTheChosenBranchItsGradientAndTheOtherExactZero(DType type)
    {
        Tensor condition = Values.Vector(type, 1, 0, 2, 0), a = Values.Parameter(type, 1, NaN, 3, Infinity), b = Values.Parameter(type, NaN, 6, Infinity, 8);
        Tensor y = Tensor.Where(condition, a, b);
        y.ShouldHold(1, 6, 3, 8);
        y.Backward(Values.Vector(type, 10, 20, Infinity, NaN));
        a.Grad.ShouldHold(10, 0, Infinity, 0);
        b.Grad.ShouldHold(0, 20, 0, NaN);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void WhereSumsOverWhatItBroadcast(DType type)
    {
        Tensor condition = Values.Of(type, [2, 1], 1, 0), a = Tensor.Parameter(Values.Of(type, [], 5)), b = Values.Parameter(type, 1, 2, 3);
        Tensor y = Tensor.Where(condition, a, b);
        y.ShouldHold([2, 3], 5, 5, 5, 1, 2, 3);
        y.Backward(Values.Of(type, [2, 3], 1, 2, 3, 4, 5, 6));
        a.Grad.ShouldHold([], 6);
        b.Grad.ShouldHold([3], 4, 5, 6);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void WhereTakesNumbersForBranches(DType type)
    {
        Tensor mask = Values.Vector(type, 1, 0), x = Values.Parameter(type, 3, 4);
        Tensor.Where(mask, x, -1).ShouldHold(3, -1);
        Tensor.Where(mask, -1, x).ShouldHold(-1, 4);
        Tensor.Where(mask, 1, 2).ShouldHold(1, 2);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void TheGuardedSquareRootIsSmoothToEveryOrder(DType type)
    {
        Tensor[] derivatives = Derivatives.OfOrders(x => Tensor.Where(x.Greater(0), x.Sqrt(), 0), Values.Vector(type, -1, 0, 4), orders: 3);
        derivatives[0].ShouldHold(0, 0, 0.25);
        derivatives[1].ShouldHold(0, 0, -1.0 / 32);
        derivatives[2].ShouldHold(0, 0, 3.0 / 256);
    }

    private static double[] Repeated(double value) => [.. Enumerable.Repeat(value, 20)];
}
