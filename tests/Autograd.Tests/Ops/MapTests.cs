namespace Autograd.Tests.Ops;

public sealed class MapTests
{
    private const double Spot = 105, Strike = 100, Years = 0.75, Interest = 0.03, Volatility = 0.2;

    private static readonly double Root = Volatility * Math.Sqrt(Years);
    private static readonly double Up = (Math.Log(Spot / Strike) + (Interest + Volatility * Volatility / 2) * Years) / Root;
    private static readonly double Down = Up - Root;
    private static readonly double Density = Math.Exp(-Up * Up / 2) / Math.Sqrt(2 * Math.PI);
    private static readonly double Gamma = Density / (Spot * Root);

    [Fact]
    public void The_Greeks_to_order_three_agree_with_their_closed_forms()
    {
        Func<Tensor, Tensor> bySpot = s => Price(s, Scalar(Volatility));
        Func<Tensor, Tensor> delta = Differentiate.Gradient(bySpot), gamma = Differentiate.Gradient(delta), speed = Differentiate.Gradient(gamma);
        Func<Tensor, Tensor> vega = Differentiate.Gradient(v => Price(Scalar(Spot), v)), volga = Differentiate.Gradient(vega);
        Func<Tensor, Tensor> zomma = Differentiate.Gradient(v => Differentiate.Gradient(Differentiate.Gradient(s => Price(s, v)))(Scalar(Spot)));

        delta(Scalar(Spot)).ToDouble().Should().BeApproximately(0.5 * (1 + Erf(Up / Math.Sqrt(2))), 1e-12);
        gamma(Scalar(Spot)).ToDouble().Should().BeApproximately(Gamma, 1e-14);
        speed(Scalar(Spot)).ToDouble().Should().BeApproximately(-Gamma / Spot * (Up / Root + 1), 1e-15);
        vega(Scalar(Volatility)).ToDouble().Should().BeApproximately(Spot * Density * Math.Sqrt(Years), 1e-11);
        volga(Scalar(Volatility)).ToDouble().Should().BeApproximately(Spot * Density * Math.Sqrt(Years) * Up * Down / Volatility, 1e-10);
        zomma(Scalar(Volatility)).ToDouble().Should().BeApproximately(Gamma * (Up * Down - 1) / Volatility, 1e-13);
    }

    [Fact]
    public void A_mapped_formula_is_one_node() =>
        Tape.Of(Tensor.Parameter(Scalar(1)).Map(new Swish(1))).Nodes.Select(node => node.Operation).Should().Equal("Parameter", "Map");

    [Theory, InlineData(1), InlineData(7), InlineData(16), InlineData(1001)]
    public void It_equals_the_built_in_operation_of_the_same_formula(int n)
    {
        Tensor x = Tensor.Parameter(Tensor.Uniform<float>(new Random(1), n) * 8 - 4), y = Tensor.Parameter(x.Detach());
        x.Map(new Swish(1)).Sum().Backward();
        y.Silu().Sum().Backward();
        x.Map(new Swish(1)).ToArray<float>().Should().Equal(y.Silu().ToArray<float>(), (a, b) => Math.Abs(a - b) <= 3e-7f * Math.Abs(b));
        x.Grad!.ToArray<float>().Zip(y.Grad!.ToArray<float>()).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) < 1e-6);
    }

    [Fact]
    public void Operands_of_two_types_are_refused() =>
        FluentActions.Invoking(() => Tensor.Map(new Ripple(), Scalar(1), Tensor.From(1f))).Should().Throw<ArgumentException>()
            .WithMessage("Map: element types differ*.Cast(DType.Float64)*").Which.Should().BeAssignableTo<IAutogradError>();

    [Fact]
    public void Operands_that_do_not_broadcast_are_refused() =>
        FluentActions.Invoking(() => Tensor.Map(new Ripple(), Tensor.Ones<double>(2), Tensor.Ones<double>(3))).Should().Throw<ArgumentException>()
            .WithMessage("Map:*[2]*[3]*");

    [Fact]
    public void What_a_formula_throws_comes_through_and_leaves_no_trace()
    {
        Tensor x = Tensor.Parameter(Tensor.Ones<double>(5));
        FluentActions.Invoking(() => x.Map(new Refusing())).Should().Throw<NotSupportedException>().WithMessage("not today");
        x.Square().Sum().Backward();
        x.Grad!.ToArray<double>().Should().Equal(2, 2, 2, 2, 2);
    }

    /// <summary>
    /// Where eˣ overflows, plain products of slopes would be NaN; there alone they are formed as the chain rule multiplies, so that
    /// an element's gradient has the same bits whatever stands beside it.
    /// </summary>
    [Theory, ClassData(typeof(BothTypes))]
    public void AnElementsGradientDoesNotDependOnItsNeighbours(DType type)
    {
        double[] regular = [.. Enumerable.Range(0, 37).Select(static i => 0.11 * i - 2)];
        Tensor alone = Differentiate.Gradient(static x => x.Map(new SpeltOutSigmoid()).Sum(), Values.Vector(type, regular));
        for (int place = 0; place < regular.Length; place++)
        {
            double[] mixed = [.. regular];
            mixed[place] = -800;
            double[] found = Differentiate.Gradient(static x => x.Map(new SpeltOutSigmoid()).Sum(), Values.Vector(type, mixed)).Doubles();
            found[place].Should().Be(0);
            found[place] = alone.Doubles()[place];
            found.Should().Equal(alone.Doubles());
        }
    }

    private readonly struct SpeltOutSigmoid : IFormula
    {
        public R Of<R>(R x) where R : struct, IReal<R> => 1 / (1 + R.Exp(-x));
    }

    private static Tensor Scalar(double value) => Tensor.From(value);

    private static Tensor Price(Tensor spot, Tensor volatility) =>
        Tensor.Map(new BlackScholes(), spot, Scalar(Strike), Scalar(Years), Scalar(Interest), volatility);

    // Abramowitz and Stegun 7.1.5, the Maclaurin series.
    private static double Erf(double x)
    {
        double sum = 0, term = x;
        for (int n = 0; n < 60; n++, term *= -x * x / n)
            sum += term / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
