using static Autograd.Tests.Anomalies;
using Modes = Autograd.Tape;

namespace Autograd.Tests;

/// <summary>Anomaly mode as values are computed: what throws, where, and what does not.</summary>
public class AnomalyTests
{
    private readonly Tensor x = Tensor.Parameter(Tensor.From([1.0, -1.0, 0.0]), "x");

    [Fact]
    public void AMethodIsNamedWithItsLine()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = x.Log();
            y.Sum();
        });
        ShouldBeAt(error, line);
        error.Line!.Member.Should().Be("AnomalyTests.AMethodIsNamedWithItsLine");
        error.Operation.Should().Be("Log");
        error.Pass.Should().Be(AnomalyPass.Forward);
        error.Count.Should().Be(2);
        error.Indices.Should().BeEquivalentTo(new[] { new[] { 1 }, [2] });
        error.Values.Should().Equal(double.NaN, double.NegativeInfinity);
        error.Shapes.Should().Equal(Shape.Create([3]), Shape.Create([3]));
        error.Message.Should().StartWith(
            "Log: 2 of the 3 elements of its result [3] are NaN or infinite, from finite operands 'x' [3]: [1] = NaN, [2] = −∞, at ");
        error.Should().BeAssignableTo<InvalidOperationException>().And.BeAssignableTo<IAutogradError>();
        error.Message.Should().EndWith($"; {error.Remedy}.");
    }

    [Fact]
    public void AnOperatorIsNamedWithItsLine()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            Tensor y = x + 1;
            line = Line() + 1;
            y = x / (y - 1);
            y.Sum();
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Divide");
        error.Indices.Single().Should().Equal(2);
    }

    [Fact]
    public void ANumberBesideATensorBelongsToTheOperation()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = x / 0.0;
            y.Sum();
        });
        ShouldBeAt(error, line);
    }

    [Fact]
    public void AStaticMethodIsNamedWithItsLine()
    {
        Tensor large = x * 1e200;
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = Tensor.Einsum("i,i->", large, large);
            y.Sum();
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("MatMul");
    }

    [Fact]
    public void AnOperationInsideACompositeIsNamedAtTheUsersLine()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = (x * 1.7e308).Dropout(0.5, new Random(1));
            y.Named("y");
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Divide");
    }

    [Fact]
    public void ConstantsAreWatchedToo()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            using Scope _ = Modes.NoGrad();
            line = Line() + 1;
            Tensor y = Tensor.From([-1f]).Sqrt();
            y.Sum();
        });
        ShouldBeAt(error, line);
    }

    [Fact]
    public void ALambdaInAQueryIsTheUsersLine()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor product = new[] { x, x - x }.Aggregate((a, b) => a / b);
            product.Sum();
        });
        ShouldBeAt(error, line);
    }

    [Fact]
    public void OwnFormulasAreWatched()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = x.Map(new Inverse());
            y.Sum();
        });
        ShouldBeAt(error, line);
        error.Operation.Should().Be("Map");
    }

    [Fact]
    public void OwnFunctionsAreWatchedInside()
    {
        AnomalyException error = Caught(() => new Steep().Apply(-x.Square()).Sum());
        error.Operation.Should().Be("Sqrt");
        ShouldBeAt(error, Steep.ForwardLine);
    }

    [Fact]
    public void OwnFunctionsAreBlamedForWhatTheyReturn()
    {
        int line = 0;
        AnomalyException error = Caught(() =>
        {
            line = Line() + 1;
            Tensor y = new Nothing().Apply(x);
            y.Sum();
        });
        error.Operation.Should().Be("Nothing");
        ShouldBeAt(error, line);
    }

    [Fact]
    public void SinglePrecisionOverflowsEarlier()
    {
        Tensor single = Tensor.From([1e30f, 1]);
        Caught(() => single.Square().Sum()).Values.Should().Equal(double.PositiveInfinity);
        using (Modes.DetectAnomaly())
            single.Cast(DType.Float64).Square().Sum().ToDouble().Should().BeGreaterThan(1e59);
        Caught(() => Tensor.From([1e300]).Cast(DType.Float32).Sum()).Operation.Should().Be("Cast");
    }

    [Fact]
    public void ALimitCatchesWhatGrows()
    {
        AnomalyException error = Caught(() => (x * 50).Square().Sum(), limit: 1000);
        error.Operation.Should().Be("Square");
        error.Values.Should().Equal(2500, 2500);
        error.Message.Should().Contain("beyond the limit 1000, from smaller operands");
    }

    [Fact]
    public void WhatIsBeyondTheLimitAlreadyIsNotBlamedAgainButForNaN()
    {
        Tensor large = Tensor.From([5000.0, -1]);
        using (Modes.DetectAnomaly(1000))
        {
            Tensor same = large + 1;
            Invoking(() => same.Log()).Should().Throw<AnomalyException>().Which.Indices.Single().Should().Equal(1);
        }

        static Action Invoking(Func<Tensor> work) => () => work();
    }

    [Fact]
    public void InputThatIsNotFiniteIsNotBlamed()
    {
        Tensor missing = Tensor.Parameter(Tensor.From([1.0, double.NaN, double.NegativeInfinity]));
        using (Modes.DetectAnomaly())
        {
            (missing * 2 + 1).Sum().Backward();
            missing.LogSumExp();
            Tensor.Where(missing.EqualTo(missing), x, 0).Sum();
            Tensor scores = Tensor.Where(x.Greater(0), x, double.NegativeInfinity);
            scores.Softmax().Sum().Backward(retainGraph: true);
            scores.LogSumExp().Backward();
            x.Pad([(1, 1)], double.NegativeInfinity).Max().Backward();
            Tensor.Zeros<double>(0).LogSumExp().ToDouble().Should().Be(double.NegativeInfinity);
        }
    }

    [Fact]
    public void ABranchThatIsMaskedLaterIsBlamed() =>
        Caught(() => Tensor.Where(x.Greater(0), x.Log(), 0).Sum()).Operation.Should().Be("Log");

    [Fact]
    public void NoMoreThanTheFirstElementsAreTold()
    {
        AnomalyException error = Caught(() => (-Tensor.Ones<float>(2, 3, 4)).Transpose().Sqrt().Named("y"));
        error.Count.Should().Be(24);
        error.Indices.Should().BeEquivalentTo(new[] { new[] { 0, 0, 0 }, [0, 0, 1], [0, 0, 2] }, options => options.WithStrictOrdering());
        error.Message.Should().Contain("[0, 0, 2] = NaN, …");
    }

    [Fact]
    public void TheModeEndsNestsAndStaysWithItsFlow()
    {
        Tensor Broken() => x.Log();
        using (Modes.DetectAnomaly())
        {
            using (Modes.DetectAnomaly(1.5))
                this.Invoking(_ => x + 1).Should().Throw<AnomalyException>();
            (x + 1).Sum();
            this.Invoking(_ => Broken()).Should().Throw<AnomalyException>();
            int elsewhere = 0;
            Thread other = new(() => elsewhere = Broken().Count);
            other.UnsafeStart();
            other.Join();
            elsewhere.Should().Be(3);
        }

        Broken().Count.Should().Be(3);
    }

    [Fact]
    public async Task TheModeFollowsAsynchronousWork()
    {
        int line = 0;
        using (Modes.DetectAnomaly())
        {
            AnomalyException error = (await this.Awaiting(_ => Work()).Should().ThrowAsync<AnomalyException>()).Which;
            ShouldBeAt(error, line);
            error.Line!.Member.Should().Be("AnomalyTests.TheModeFollowsAsynchronousWork");
        }

        async Task Work()
        {
            await Task.Delay(1).ConfigureAwait(false);
            line = Line() + 1;
            Tensor y = x.Log();
            y.Sum();
        }
    }

    [Theory, InlineData(0.0), InlineData(-1.0), InlineData(double.NaN)]
    public void ALimitMustLeaveNumbers(double limit) =>
        this.Invoking(_ => Modes.DetectAnomaly(limit)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("DetectAnomaly: *");

    private readonly struct Inverse : IFormula
    {
        public R Of<R>(R x) where R : struct, IReal<R> => 1 / x;
    }

    private sealed class Steep : UnaryFunction
    {
        public static int ForwardLine { get; private set; }

        protected override Tensor Forward(Tensor x)
        {
            ForwardLine = Line() + 1;
            Tensor y = x.Sqrt();
            return y.Named("y");
        }

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => upstream;
    }

    private sealed class Nothing : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => Tensor.From([double.NaN, 1, 2]);

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => upstream;
    }
}
