using Autograd.Optimization;

namespace Autograd.Tests.Optimization;

public class SgdTests
{
    [Theory]
    [InlineData(DType.Float32, 0.0, false, 0.0)]
    [InlineData(DType.Float64, 0.0, false, 0.0)]
    [InlineData(DType.Float64, 0.0, false, 0.1)]
    [InlineData(DType.Float32, 0.9, false, 0.0)]
    [InlineData(DType.Float64, 0.9, false, 0.1)]
    [InlineData(DType.Float32, 0.9, true, 0.1)]
    [InlineData(DType.Float64, 0.9, true, 0.0)]
    [InlineData(DType.Float64, 0.9, true, 0.1)]
    public void FollowsThePublishedUpdate(DType type, double momentum, bool nesterov, double weightDecay) =>
        Steps.ShouldAgree(type, 12, parameter => new Sgd([parameter], 0.05, momentum, nesterov, weightDecay),
            () => new Reference(0.05, momentum, nesterov, weightDecay));

    [Fact]
    public void TheMomentumBeginsAsTheFirstGradient()
    {
        Tensor p = Tensor.Parameter(Tensor.From(new[] { 1.0, 2.0 }));
        Sgd sgd = new([p], learningRate: 0.5, momentum: 0.9);
        Steps.GiveGradient(p, Tensor.From(new[] { 2.0, -4.0 }));
        sgd.Step();
        p.ToArray<double>().Should().Equal(0, 4);
    }

    [Fact]
    public void AParameterWithoutGradientStays()
    {
        Tensor with = Tensor.Parameter(Tensor.From(1.0)), without = Tensor.Parameter(Tensor.From(1.0));
        Sgd sgd = new([without, with], 0.1, weightDecay: 0.1);
        (2 * with).Backward();
        sgd.Step();
        without.ToDouble().Should().Be(1);
        with.ToDouble().Should().BeApproximately(1 - 0.1 * 2.1, 1e-15);
    }

    [Fact]
    public void TheLearningRateMayChangeBetweenSteps()
    {
        Tensor p = Tensor.Parameter(Tensor.From(1.0));
        Sgd sgd = new([p], 0.1) { LearningRate = 0.25 };
        (2 * p).Backward();
        sgd.Step();
        p.ToDouble().Should().Be(0.5);
    }

    [Fact]
    public void ZeroGradForgetsEveryGradient()
    {
        Tensor p = Tensor.Parameter(Tensor.From(1.0));
        (2 * p).Backward();
        new Sgd([p], 0.1).ZeroGrad();
        p.Grad.Should().BeNull();
    }

    [Fact]
    public void AGradientReadBeforeAStepKeepsItsValues()
    {
        Tensor p = Tensor.Parameter(Tensor.From(new[] { 1.0, 2.0 }));
        Steps.GiveGradient(p, Tensor.From(new[] { 3.0, 4.0 }));
        Tensor gradient = p.Grad!;
        new Sgd([p], 0.1, momentum: 0.9).Step();
        gradient.ToArray<double>().Should().Equal(3, 4);
    }

    [Fact]
    public void TakesAGradientThatIsRecordedAndBroadcast()
    {
        Tensor p = Tensor.Parameter(Tensor.From(new[,] { { 1.0, 2 }, { 3, 4 } }));
        p.Sum().Backward(createGraph: true);
        new Sgd([p], 0.5, momentum: 0.5).Step();
        p.RequiresGrad.Should().BeTrue();
        p.Detach().ToArray<double>().Should().Equal(0.5, 1.5, 2.5, 3.5);
    }

    [Fact]
    public void BackwardOverAParameterThatHasMovedThrows()
    {
        Tensor p = Tensor.Parameter(Tensor.From(3.0));
        Tensor y = p.Square();
        (2 * p).Backward();
        new Sgd([p], 0.1).Step();
        FluentActions.Invoking(() => y.Backward()).Should().Throw<InvalidOperationException>().WithMessage("*assigned after it was recorded*");
    }

    [Fact]
    public void StateOutlivesTheScopeOfItsFirstStep()
    {
        Tensor p = Tensor.Parameter(Tensor.Ones<float>(500));
        Sgd sgd = new([p], 0.1, momentum: 0.9);
        for (int i = 0; i < 3; i++)
        {
            using TensorScope scope = new();
            sgd.ZeroGrad();
            p.Square().Sum().Backward();
            sgd.Step();
        }

        p.ToArray<float>().Should().OnlyContain(value => value > 0 && value < 1);
    }

    [Fact]
    public void ASpanReadBeforeAStepKeepsItsValues()
    {
        Tensor p = Tensor.Parameter(Tensor.From(new[] { 1.0, 2.0 }));
        ReadOnlySpan<double> before = p.AsSpan<double>();
        Steps.GiveGradient(p, Tensor.From(new[] { 1.0, 1.0 }));
        new Sgd([p], 0.5).Step();
        before.ToArray().Should().Equal(1, 2);
        p.ToArray<double>().Should().Equal(0.5, 1.5);
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.9, false)]
    [InlineData(0.9, true)]
    public void AStepLeavesNoGarbage(double momentum, bool nesterov)
    {
        Sgd sgd = new(Steps.ParametersWithGradients(), 1e-4, momentum, nesterov, 1e-3);
        Steps.Garbage(sgd.Step).Should().Be(0);
    }

    [Fact]
    public void RefusesAParameterWhoseScopeHasEndedBeforeChangingAny()
    {
        Tensor lasting = Tensor.Parameter(Tensor.From(1.0)), passing;
        Sgd sgd;
        using (new TensorScope())
        {
            passing = Tensor.Parameter(Tensor.From(1.0));
            sgd = new([lasting, passing], 0.1);
            (lasting * passing).Backward();
        }

        sgd.Invoking(s => s.Step()).Should().Throw<ObjectDisposedException>();
        lasting.ToDouble().Should().Be(1);
    }

    [Fact]
    public void RefusesWhatCannotBeOptimised()
    {
        Tensor p = Tensor.Parameter(Tensor.Ones<float>(3), "weight");
        Make([]).Should().Throw<ArgumentException>().WithMessage("Sgd: there are no parameters; *");
        Make([p, p * 2]).Should().Throw<ArgumentException>().WithMessage("Sgd: number 1, [3], is no parameter; *");
        Make([Tensor.Ones<float>(2)]).Should().Throw<ArgumentException>().WithMessage("*is no parameter*");
        Make([p, p]).Should().Throw<ArgumentException>().WithMessage("Sgd: number 1, 'weight' [3], is given twice; *");
        Make([p, null!]).Should().Throw<ArgumentException>().WithMessage("Sgd: parameter 1 is null; *");
        Make(null!).Should().Throw<ArgumentNullException>();

        static Func<Sgd> Make(Tensor[] parameters) => () => new Sgd(parameters, 0.1);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(double.PositiveInfinity)]
    public void RefusesNumbersWithoutMeaning(double value)
    {
        Tensor[] p = [Tensor.Parameter(Tensor.From(1.0))];
        FluentActions.Invoking(() => new Sgd(p, value)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("Sgd: a learning rate of *");
        FluentActions.Invoking(() => new Sgd(p, 0.1, momentum: value)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*momentum*");
        FluentActions.Invoking(() => new Sgd(p, 0.1, weightDecay: value)).Should().Throw<ArgumentOutOfRangeException>().WithMessage("*weight decay*");
        Sgd sgd = new(p, 0.1);
        FluentActions.Invoking(() => sgd.LearningRate = value).Should().Throw<ArgumentOutOfRangeException>();
        sgd.LearningRate.Should().Be(0.1);
    }

    [Fact]
    public void NesterovNeedsMomentum() => FluentActions.Invoking(() => new Sgd([Tensor.Parameter(Tensor.From(1.0))], 0.1, nesterov: true))
        .Should().Throw<ArgumentException>().WithMessage("Sgd: Nesterov*momentum above 0*");

    private sealed class Reference(double rate, double momentum, bool nesterov, double weightDecay) : Steps.IUpdate
    {
        private double? buffer;

        public double Next(double parameter, double gradient)
        {
            double g = gradient + weightDecay * parameter;
            if (momentum != 0)
            {
                buffer = buffer is null ? g : momentum * buffer + g;
                g = nesterov ? g + momentum * buffer.Value : buffer.Value;
            }

            return parameter - rate * g;
        }
    }
}
