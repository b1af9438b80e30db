namespace Autograd.Tests;

/// <summary>Reductions at ties, at zeros, over empty axes and at the ends of the range.</summary>
public class ReductionKinkTests
{
    private const double Infinity = double.PositiveInfinity;
    private const double NaN = double.NaN;

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void TiesShareTheGradientEvenly(DType type)
    {
        Tensor x = Values.Vector(type, 1, 3, 3, 1, 3, 2);
        double third = 1.0 / 3;
        x.Max().ShouldHold([], 3);
        Derivatives.Of(static x => x.Max(), x).ShouldHold(0, third, third, 0, third, 0);
        Derivatives.Of(static x => x.Min(), x).ShouldHold(0.5, 0, 0, 0.5, 0, 0);
        Derivatives.Of(static x => x.Max(), x, createGraph: true).ShouldHold(0, third, third, 0, third, 0);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void TiesAreSharedAlongEachAxis(DType type)
    {
        Tensor x = Values.Of(type, [2, 3], 5, 5, 1, 2, 5, 2), upstream = Values.Vector(type, 10, 20);
        x.Max(1).ShouldHold([2], 5, 5);
        Derivatives.Of(static x => x.Max(1), x, upstream).ShouldHold([2, 3], 5, 5, 0, 0, 20, 0);
        Derivatives.Of(static x => x.Min(-1), x, upstream).ShouldHold([2, 3], 0, 0, 10, 10, 0, 10);
        Derivatives.Of(static x => x.Max([0, 1], keepDims: true), x).ShouldHold([2, 3], 1.0 / 3, 1.0 / 3, 0, 0, 1.0 / 3, 0);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ANaNWinsAndTakesTheGradient(DType type)
    {
        Tensor one = Values.Vector(type, 1, NaN, Infinity), two = Values.Vector(type, NaN, 1, NaN, -Infinity);
        one.Max().ShouldHold([], NaN);
        one.Min().ShouldHold([], NaN);
        Derivatives.Of(static x => x.Max(), one).ShouldHold(0, 1, 0);
        Derivatives.Of(static x => x.Min(), two).ShouldHold(0.5, 0, 0.5, 0);
        one.ArgMax().Should().Be(1);
        two.ArgMin().Should().Be(0);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void InfinitiesAreOrdinaryExtremes(DType type)
    {
        Tensor x = Values.Vector(type, -Infinity, -Infinity);
        x.Max().ShouldHold([], -Infinity);
        Derivatives.Of(static x => x.Max(), x).ShouldHold(0.5, 0.5);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ArgMaxIsTheFirst(DType type)
    {
        Tensor x = Values.Of(type, [2, 3], 1, 7, 7, 7, 0, 0);
        x.ArgMax().Should().Be(1);
        x.ArgMin().Should().Be(4);
        x.ArgMax(1).Should().Equal(1, 0);
        x.ArgMax(0).Should().Equal(1, 0, 0);
        x.ArgMin(-1).Should().Equal(0, 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(double.PositiveInfinity)]
    public void NormsHaveNoSlopeAtTheOrigin(double p)
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor origin = Values.Vector(type, 0, 0, 0);
            origin.Norm(p).ShouldHold([], 0);
            Derivatives.Of(x => x.Norm(p), origin).ShouldHold(0, 0, 0);
            Derivatives.Of(x => x.Norm(p), origin, createGraph: true).ShouldHold(0, 0, 0);
        }
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void TheLengthIsDifferentiatedRowByRow(DType type)
    {
        Tensor x = Values.Of(type, [2, 2], 3, 4, 0, 0);
        x.Norm(2, 1).ShouldHold([2], 5, 0);
        Derivatives.Of(static x => x.Norm(2, 1), x).ShouldHold([2, 2], 0.6, 0.8, 0, 0);
        x.Norm(2, 1, keepDims: true).ShouldHold([2, 1], 5, 0);
        x.Norm().ShouldHold([], 5);
        x.Norm(0).ShouldHold([], 2);
        x.Norm(double.NegativeInfinity).ShouldHold([], 0);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void EmptyAxesReduceToTheNeutralElement(DType type)
    {
        foreach ((Shape shape, int[] axes, int count) in (IEnumerable<(Shape, int[], int)>)[([0], [0], 1), ([2, 0], [1], 2), ([0, 3], [0], 3), ([2, 0, 3], [0, 1], 3)])
        {
            Tensor x = Values.Of(type, shape);
            double[] Each(double value) => [.. Enumerable.Repeat(value, count)];
            x.Sum(axes).ShouldHold(Each(0), "as the sum");
            x.Prod(axes).ShouldHold(Each(1), "as the product");
            x.LogSumExp(axes).ShouldHold(Each(-Infinity), "as the logarithm of no exponentials");
        }
    }

    public static TheoryData<string> Neutral => ["Sum", "Prod", "LogSumExp"];

    [Theory]
    [MemberData(nameof(Neutral))]
    public void EmptyReductionsCanBeDifferentiated(string reduction)
    {
        Tensor x = Tensor.Parameter(Tensor.Zeros<double>(2, 0)), rest = Tensor.Parameter(Tensor.From([1.0, 2]));
        Tensor reduced = reduction switch { "Sum" => x.Sum(1), "Prod" => x.Prod(1), _ => x.LogSumExp(1) };
        reduced.RequiresGrad.Should().BeTrue();
        (reduced * rest).Sum().Backward();
        x.Grad.ShouldHold([2, 0]);
    }

    private static readonly Refusals WithoutElements = new()
    {
        { "Mean", "Mean", ["[0]"], static () => Tensor.Zeros<float>(0).Mean() },
        { "Mean of an axis", "Mean", ["[2, 0]"], static () => Tensor.Zeros<float>(2, 0).Mean(1) },
        { "Max", "Max", ["[2, 0]"], static () => Tensor.Zeros<double>(2, 0).Max() },
        { "Max of an axis", "Max", ["[2, 0]"], static () => Tensor.Zeros<float>(2, 0).Max(-1) },
        { "Min", "Min", ["[0, 3]"], static () => Tensor.Zeros<float>(0, 3).Min() },
        { "Min of axes", "Min", ["[0, 3]"], static () => Tensor.Zeros<float>(0, 3).Min([0, 1]) },
        { "ArgMax", "ArgMax", ["[0]"], static () => Tensor.Zeros<float>(0).ArgMax() },
        { "ArgMin of an axis", "ArgMin", ["[2, 0]"], static () => Tensor.Zeros<float>(2, 0).ArgMin(1) },
        { "Variance without spread", "Variance", ["[1]", "1 element"], static () => Tensor.Ones<float>(1).Variance() },
        { "Variance of an axis", "Variance", ["[3, 1]", "1 element"], static () => Tensor.Ones<float>(3, 1).Variance(1) },
        { "Variance of nothing", "Variance", ["[0]", "0 elements"], static () => Tensor.Ones<float>(0).Variance(correction: 0) },
        { "Variance with a large correction", "Variance", ["[4]", "4 elements"], static () => Tensor.Ones<double>(4).Variance(correction: 4) },
        { "StandardDeviation", "StandardDeviation", ["[]", "1 element"], static () => Tensor.From(1.0).StandardDeviation() },
        { "StandardDeviation of an axis", "StandardDeviation", ["[2, 3]", "2 elements"], static () => Tensor.Ones<double>(2, 3).StandardDeviation(0, correction: 2) },
    };

    public static TheoryData<string> NamesWithoutElements => WithoutElements.Names;

    [Theory]
    [MemberData(nameof(NamesWithoutElements))]
    public void WithoutElementsThereIsNoResult(string name) => WithoutElements[name].Verify<ArgumentException>();

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void AnEmptyAxisThatIsKeptGivesAnEmptyResult(DType type)
    {
        Tensor x = Values.Of(type, [0, 3]);
        x.Mean(1).ShouldHold([0]);
        x.Max(1).ShouldHold([0]);
        x.Variance(1).ShouldHold([0]);
        x.ArgMax(1).Should().BeEmpty();
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ZeroSpreadHasNoSlope(DType type)
    {
        Tensor x = Values.Vector(type, 3, 3, 3);
        x.Variance().ShouldHold([], 0);
        x.StandardDeviation().ShouldHold([], 0);
        Derivatives.Of(static x => x.Variance(), x).ShouldHold(0, 0, 0);
        Derivatives.Of(static x => x.StandardDeviation(), x).ShouldHold(0, 0, 0);
        Derivatives.Of(static x => x.StandardDeviation(), x, createGraph: true).ShouldHold(0, 0, 0);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void EqualNumbersHaveNoSpreadWhateverTheirSumRoundsTo(DType type)
    {
        foreach (int count in (int[])[2, 7, 10, 49, 1000])
        {
            Tensor x = Tensor.Full(0.1, count, 3).Cast(type);
            x.Variance(0).ShouldHold(0, 0, 0);
            x.Transpose().Contiguous().Variance(1).ShouldHold(0, 0, 0);
            Derivatives.Of(static x => x.StandardDeviation(0), x).ShouldHold(new double[3 * count]);
        }
    }

    [Fact]
    public void SpreadKeepsItsDigitsFarFromZero()
    {
        // 0 … 999 are spread by (1000² − 1) / 12 whatever is added to them.
        float[] values = [.. Enumerable.Range(0, 1000).Select(static i => 4e6f + i)];
        Tensor.From(values).Variance(correction: 0).ShouldHold([], 83333.25);
        Tensor.From(values, 1000, 1).Variance(0, correction: 0).ShouldHold([1], 83333.25);
        Derivatives.Of(static x => x.Variance(correction: 0), Tensor.From(values)).ShouldHold(
            [.. Enumerable.Range(0, 1000).Select(static i => 2 * (i - 499.5) / 1000)], "as the gradient");
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void AnUpstreamOfZeroMeetsNoInfinity(DType type)
    {
        Tensor x = Values.Of(type, [3, 2], NaN, 1, Infinity, 2, 3, 4), upstream = Values.Vector(type, 0, 0, 1);
        Derivatives.Of(static x => x.Variance(1), x, upstream).ShouldHold([3, 2], 0, 0, 0, 0, -1, 1);
        Derivatives.Of(static x => x.Variance(1), x, upstream, createGraph: true).ShouldHold([3, 2], 0, 0, 0, 0, -1, 1);
        Derivatives.Of(static x => x.StandardDeviation(1), x, upstream).ShouldHold([3, 2], 0, 0, 0, 0, -Math.Sqrt(0.5), Math.Sqrt(0.5));
        Derivatives.Of(static x => x.Norm(2, 1), x, upstream).ShouldHold([3, 2], 0, 0, 0, 0, 0.6, 0.8);
        Derivatives.Of(static x => x.Max(1), x, upstream).ShouldHold([3, 2], 0, 0, 0, 0, 0, 1);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void SpreadFollowsTheCorrection(DType type)
    {
        Tensor x = Values.Vector(type, 1, 2, 4, 5);
        x.Variance().ShouldHold([], 10.0 / 3);
        x.Variance(correction: 0).ShouldHold([], 2.5);
        x.StandardDeviation(correction: 0).ShouldHold([], Math.Sqrt(2.5));
        Derivatives.Of(static x => x.Variance(correction: 0), x).ShouldHold(-1, -0.5, 0.5, 1);
        x.Variance(0, keepDims: true).ShouldHold([1], 10.0 / 3);
    }

    [Theory]
    [InlineData(new[] { 1e4, 1e4 }, 1e4 + 0.6931471805599453, new[] { 0.5, 0.5 })]
    [InlineData(new[] { -1e4, -1e4 }, -1e4 + 0.6931471805599453, new[] { 0.5, 0.5 })]
    [InlineData(new[] { 1e4, -1e4 }, 1e4, new[] { 1.0, 0.0 })]
    [InlineData(new[] { Infinity, 0.0 }, Infinity, new[] { 1.0, 0.0 })]
    [InlineData(new[] { -Infinity, 0.0 }, 0, new[] { 0.0, 1.0 })]
    [InlineData(new[] { Infinity, -Infinity }, Infinity, new[] { 1.0, 0.0 })]
    [InlineData(new[] { -Infinity, -Infinity }, -Infinity, new[] { 0.0, 0.0 })]
    public void LogSumExpIsStable(double[] values, double expected, double[] slopes)
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor x = Values.Vector(type, values);
            x.LogSumExp().ShouldHold([], expected);
            Derivatives.Of(static x => x.LogSumExp(), x).ShouldHold(slopes, "as the gradient");
            Derivatives.Of(static x => x.LogSumExp(), x, createGraph: true).ShouldHold(slopes, "as the recorded gradient");
        }
    }

    [Fact]
    public void LogSumExpIsStableRowByRow()
    {
        Tensor x = Tensor.From([-Infinity, -Infinity, Infinity, 1, 0, 0], 3, 2);
        x.LogSumExp(1).ShouldHold([3], -Infinity, Infinity, Math.Log(2));
        Derivatives.Of(static x => x.LogSumExp(1), x).ShouldHold([3, 2], 0, 0, 1, 0, 0.5, 0.5);
    }

    [Theory]
    [InlineData(new[] { 1e4, -1e4 }, new[] { 1.0, 0.0 })]
    [InlineData(new[] { 1e4, 1e4 }, new[] { 0.5, 0.5 })]
    [InlineData(new[] { -1e4, -1e4 }, new[] { 0.5, 0.5 })]
    [InlineData(new[] { Infinity, 0.0 }, new[] { 1.0, 0.0 })]
    [InlineData(new[] { -Infinity, 0.0 }, new[] { 0.0, 1.0 })]
    [InlineData(new[] { Infinity, -Infinity }, new[] { 1.0, 0.0 })]
    public void SoftmaxIsStable(double[] values, double[] expected)
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor x = Values.Vector(type, values), upstream = Values.Vector(type, 3, 5);
            x.Softmax().ShouldHold(expected, "as the softmax");
            double mean = expected[0] * 3 + expected[1] * 5;
            Derivatives.Of(static x => x.Softmax(), x, upstream)
                .ShouldHold([expected[0] * (3 - mean), expected[1] * (5 - mean)], "as the gradient");
        }
    }

    [Theory]
    [InlineData(new[] { 1e4, -1e4 }, new[] { 0, -2e4 })]
    [InlineData(new[] { -Infinity, 0.0 }, new[] { -Infinity, 0.0 })]
    [InlineData(new[] { Infinity, 0.0 }, new[] { 0.0, -Infinity })]
    public void LogSoftmaxIsStable(double[] values, double[] expected)
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor x = Values.Vector(type, values);
            x.LogSoftmax().ShouldHold(expected, "as the logarithm");
            Derivatives.Of(static x => x.LogSoftmax(), x).ShouldHold([1 - 2 * Math.Exp(expected[0]), 1 - 2 * Math.Exp(expected[1])], "as the gradient");
        }
    }

    [Fact]
    public void SoftmaxOfNothingButMinusInfinityIsNoNaN()
    {
        Tensor x = Tensor.From([-Infinity, -Infinity]);
        x.Softmax().Doubles().Should().NotContain(double.NaN);
        Derivatives.Of(static x => x.Softmax(), x, Tensor.From([1.0, 2])).Doubles().Should().NotContain(double.NaN);
    }

    public static TheoryData<double[], DType> Factors()
    {
        TheoryData<double[], DType> data = [];
        foreach (double[] factors in (double[][])[[2, 3, 4, 5], [2, 0, 4, 5], [0, 3, 0, 5], [0, 0, 4, 0], [0, 0, 0, 0], [7], [0], [2, 0, -3, 0.5, 1.5]])
            foreach (DType type in Enum.GetValues<DType>())
                data.Add(factors, type);
        return data;
    }

    [Theory]
    [MemberData(nameof(Factors))]
    public void ProductsWithZerosAreExactToSecondOrder(double[] factors, DType type)
    {
        Tensor x = Values.Vector(type, factors);
        x.Prod().ShouldHold([], Others(factors));
        Derivatives.Of(static x => x.Prod(), x).ShouldHold([.. factors.Select((_, i) => Others(factors, i))], "as the gradient");
        if (factors.Length == 1)
            return;
        double[][] hessian = Derivatives.Hessian(static x => x.Prod(), x);
        for (int i = 0; i < factors.Length; i++)
            for (int j = 0; j < factors.Length; j++)
                hessian[i][j].Should().Be(i == j ? 0 : Others(factors, i, j), "it is element [{0}, {1}] of the second derivatives", i, j);
    }

    [Theory]
    [MemberData(nameof(Factors))]
    public void RunningProductsWithZerosAreExact(double[] factors, DType type)
    {
        Tensor x = Values.Vector(type, factors);
        x.CumulativeProduct(0).ShouldHold([.. factors.Select((_, i) => Others(factors[..(i + 1)]))], "as the running product");
        double[] expected = [.. factors.Select((_, j) => factors.Select((_, i) => i < j ? 0 : Others(factors[..(i + 1)], j)).Sum())];
        Derivatives.Of(static x => x.CumulativeProduct(0), x).ShouldHold(expected, "as the gradient");
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ThirdDerivativesOfProductsWithZerosAreExact(DType type)
    {
        // Along (t, t, t, 2): 2t³ at t = 0 has the third derivative 12.
        Tensor[] derivatives = Derivatives.OfOrders(static t => (t.BroadcastTo(3).Prod() * 2).Reshape(1), Values.Vector(type, 0), orders: 3);
        derivatives[0].ShouldHold(0);
        derivatives[1].ShouldHold(0);
        derivatives[2].ShouldHold(12);
    }

    [Theory]
    [ClassData(typeof(BothTypes))]
    public void ProductsOfAxesWithZerosAreExact(DType type)
    {
        Tensor x = Values.Of(type, [2, 3], 0, 2, 0, 3, 0, 5);
        x.Prod(1).ShouldHold([2], 0, 0);
        Derivatives.Of(static x => x.Prod(1), x).ShouldHold([2, 3], 0, 0, 0, 0, 15, 0);
        Derivatives.Of(static x => x.Prod(0, keepDims: true), x).ShouldHold([2, 3], 3, 0, 5, 0, 2, 0);
    }

    /// <summary>The product of all factors but some.</summary>
    private static double Others(double[] factors, params int[] without) =>
        factors.Where((_, i) => !without.Contains(i)).Aggregate(1.0, static (product, factor) => product * factor);
}
