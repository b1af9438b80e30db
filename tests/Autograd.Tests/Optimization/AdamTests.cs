using Autograd.Optimization;

namespace Autograd.Tests.Optimization;

public class AdamTests
{
    [Theory]
    [InlineData(DType.Float32, 0.0)]
    [InlineData(DType.Float64, 0.0)]
    [InlineData(DType.Float32, 0.1)]
    [InlineData(DType.Float64, 0.1)]
    public void FollowsThePublishedUpdate(DType type, double weightDecay) =>
        Steps.ShouldAgree(type, 12, parameter => new Adam([parameter], 0.02, 0.8, 0.95, 1e-6, weightDecay),
            () => new Reference(0.02, 0.8, 0.95, 1e-6, weightDecay, decoupled: false));

    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void DefaultsAreThePublishedOnes(DType type) => Steps.ShouldAgree(type, 5, parameter => new Adam([parameter]),
        () => new Reference(1e-3, 0.9, 0.999, 1e-8, 0, decoupled: false));

    [Fact]
    public void EachParameterCountsItsOwnSteps()
    {
        Tensor early = Tensor.Parameter(Tensor.From(1.0)), late = Tensor.Parameter(Tensor.From(1.0));
        Adam adam = new([early, late], 0.1);
        for (int i = 0; i < 5; i++)
        {
            adam.ZeroGrad();
            (3 * early).Backward();
            adam.Step();
        }

        (3 * late).Backward();
        adam.Step();

        // A first step goes the learning rate far, whatever the gradient.
        late.ToDouble().Should().BeApproximately(0.9, 1e-8);
    }

    [Fact]
    public void FindsAMinimum()
    {
        Tensor x = Tensor.Parameter(Tensor.From(new[] { -1.5, 2.0 }));
        Adam adam = new([x], 0.05);
        for (int i = 0; i < 2000; i++)
        {
            using TensorScope scope = new();
            adam.ZeroGrad();
            Tensor rosenbrock = (1 - x[0]).Square() + 100 * (x[1] - x[0].Square()).Square();
            rosenbrock.Backward();
            adam.Step();
        }

        x.ToArray<double>().Should().OnlyContain(value => Math.Abs(value - 1) < 1e-2);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    public void AStepLeavesNoGarbage(double weightDecay)
    {
        Adam adam = new(Steps.ParametersWithGradients(), 1e-4, weightDecay: weightDecay);
        Steps.Garbage(adam.Step).Should().Be(0);
    }

    [Fact]
    public void RefusesWhatCannotBeOptimised()
    {
        Tensor p = Tensor.Parameter(Tensor.Ones<float>(3));
        FluentActions.Invoking(() => new Adam([])).Should().Throw<ArgumentException>().WithMessage("Adam: there are no parameters; *");
        FluentActions.Invoking(() => new Adam([p, p])).Should().Throw<ArgumentException>().WithMessage("Adam: *given twice*");
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(double.PositiveInfinity)]
    public void RefusesNumbersWithoutMeaning(double value)
    {
        Tensor[] p = [Tensor.Parameter(Tensor.From(1.0))];
        Refuses(() => new Adam(p, value), "Adam: a learning rate of *");
        Refuses(() => new Adam(p, beta1: value), "Adam: a beta1 of *");
        Refuses(() => new Adam(p, beta2: value), "Adam: a beta2 of *");
        Refuses(() => new Adam(p, epsilon: value), "Adam: an epsilon of *");
        Refuses(() => new Adam(p, weightDecay: value), "Adam: a weight decay of *");
        Refuses(() => new Adam(p, beta2: 1), "Adam: a beta2 of 1 *");

        static void Refuses(Func<Adam> make, string message) => make.Should().Throw<ArgumentOutOfRangeException>().WithMessage(message);
    }

    internal sealed class Reference(double rate, double beta1, double beta2, double epsilon, double weightDecay, bool decoupled) : Steps.IUpdate
    {
        private double mean, square;
        private int steps;

        public double Next(double parameter, double gradient)
        {
            steps++;
            if (decoupled)
                parameter -= rate * weightDecay * parameter;
            else
                gradient += weightDecay * parameter;
            mean = beta1 * mean + (1 - beta1) * gradient;
            square = beta2 * square + (1 - beta2) * gradient * gradient;
            double meanHat = mean / (1 - Math.Pow(beta1, steps)), squareHat = square / (1 - Math.Pow(beta2, steps));
            return parameter - rate * meanHat / (Math.Sqrt(squareHat) + epsilon);
        }
    }
}
