namespace Autograd.Tests;

/// <summary>Masks of one tensor, and what is asked of many elements at once.</summary>
public class MaskTests
{
    private const double Infinity = double.PositiveInfinity, NaN = double.NaN;

    [Theory, ClassData(typeof(BothTypes))]
    public void Elements_are_told_apart(DType type)
    {
        Tensor x = Values.Vector(type, NaN, Infinity, -Infinity, 0, -0.0, 1e30, -2);
        x.IsNaN().ShouldHold(1, 0, 0, 0, 0, 0, 0);
        x.IsFinite().ShouldHold(0, 0, 0, 1, 1, 1, 1);
        x.NotEqualTo(0).ShouldHold(1, 1, 1, 0, 0, 1, 1);
        x.NotEqualTo(x).ShouldHold(1, 0, 0, 0, 0, 0, 0);
        x.NotEqualTo(x.EqualTo(0)).ShouldHold(1, 1, 1, 1, 1, 1, 1);
        x.IsNaN().DType.Should().Be(type);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void Any_and_all_ask_of_lines(DType type)
    {
        Tensor x = Values.Of(type, [3, 2], [0, -0.0, 0, NaN, -1, 2]);
        x.Any().ShouldHold([], 1);
        x.All().ShouldHold([], 0);
        x.Any(1).ShouldHold([3], 0, 1, 1);
        x.All(-1, keepDims: true).ShouldHold([3, 1], 0, 0, 1);
        x.Any([0, 1], keepDims: true).ShouldHold([1, 1], 1);
        x.Transpose().All(0).ShouldHold([3], 0, 0, 1);
        x.Any([]).ShouldHold([3, 2], 0, 0, 0, 1, 1, 1);
    }

    [Fact]
    public void Of_nothing_none_is_anything_and_all_are_everything()
    {
        Tensor nothing = Tensor.Zeros<double>(0, 2);
        nothing.Any().ShouldHold([], 0);
        nothing.All().ShouldHold([], 1);
        nothing.Any(0).ShouldHold([2], 0, 0);
        nothing.All(0).ShouldHold([2], 1, 1);
    }

    [Fact]
    public void No_gradient_flows()
    {
        Tensor x = Tensor.Parameter(Tensor.From([1.0, 2]));
        foreach (Tensor mask in (Tensor[])[x.IsNaN(), x.IsFinite(), x.NotEqualTo(1), x.NotEqualTo(x), x.Any(), x.All(0)])
            mask.RequiresGrad.Should().BeFalse();
        Tensor y = Tensor.Parameter(Tensor.From(3.0));
        Tape.Of(y * x.Any()).Explain(x).Should().Contain("Any");
    }
}
