using Autograd.Optimization;

namespace Autograd.Tests.Optimization;

public class AdamWTests
{
    [Theory]
    [InlineData(DType.Float32)]
    [InlineData(DType.Float64)]
    public void FollowsThePublishedUpdate(DType type) =>
        Steps.ShouldAgree(type, 12, parameter => new AdamW([parameter], 0.02, 0.8, 0.95, 1e-6, 0.3),
            () => new AdamTests.Reference(0.02, 0.8, 0.95, 1e-6, 0.3, decoupled: true));

    [Fact]
    public void DecaysByAHundredthWhenNotTold() => Steps.ShouldAgree(DType.Float64, 5, parameter => new AdamW([parameter]),
        () => new AdamTests.Reference(1e-3, 0.9, 0.999, 1e-8, 0.01, decoupled: true));

    [Fact]
    public void AStepLeavesNoGarbage()
    {
        AdamW adam = new(Steps.ParametersWithGradients(), 1e-4);
        Steps.Garbage(adam.Step).Should().Be(0);
    }

    [Fact]
    public void ErrorsBearItsOwnName() => FluentActions.Invoking(() => new AdamW([Tensor.Parameter(Tensor.From(1.0))], weightDecay: double.NaN))
        .Should().Throw<ArgumentOutOfRangeException>().WithMessage("AdamW: a weight decay of NaN *");
}
