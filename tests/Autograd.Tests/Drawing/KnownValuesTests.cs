using Autograd.Drawing;
using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>What a picture can show of values, and that it never reads what is gone.</summary>
public class KnownValuesTests
{
    [Fact]
    public void LeavesSavedTensorsAndResultsAreKnown()
    {
        Tensor x = Tensor.Parameter(Tensor.Zeros<float>(100, 100)), y = x.Exp(), z = y.Sum();
        Recorded tape = Recorded.Of(z);
        KnownValues known = new(tape);
        known.Of(x.Node!).Should().NotBeNull();
        known.Of(y.Node!).Should().NotBeNull("exp saves its result");
        known.Of(z.Node!).Should().NotBeNull();
        known.IsSaved(y.Node!).Should().BeTrue();
        known.IsSaved(x.Node!).Should().BeFalse();
    }

    [Fact]
    public void LargeResultsThatNobodySavedAreKeptWhenAsked()
    {
        Tensor x = Tensor.Parameter(Tensor.Zeros<float>(100, 100));
        static Recorded Record(Tensor x) => Recorded.Of((x + 1).Sum());
        Picture.Of(Record(x), new()).Remarks.Should().ContainMatch("Where a value is missing*KeepValues*");
        using (Recorded.KeepValues())
            Picture.Of(Record(x), new()).Remarks.Should().BeEmpty();
    }

    [Fact]
    public void ValuesOfAnEndedScopeAreNotRead()
    {
        Tensor x = Tensor.Parameter(Tensor.Ones<float>(100, 100), "x");
        Tensor result;
        using (TensorScope scope = new())
            result = scope.Keep(x.Exp().Sin().Sum());
        Recorded tape = Recorded.Of(result);
        tape.ToString().Should().Contain("Sin").And.Contain("Gradients are shown as far as they came");
        tape.ToDot().Should().Contain("Sum");
    }

    [Fact]
    public void AParameterAssignedSinceIsSaid()
    {
        Tensor x = Examples.Scalar(2, "x"), y = x.Square();
        x.Assign(Tensor.From(3.0));
        Recorded.Of(y).ToString().Should().Contain("assigned").And.Contain("Square");
    }

    [Fact]
    public void AnOwnFunctionThatFailsIsSaid()
    {
        Tensor y = new Failing().Apply(Examples.Scalar(2, "x")) * 3;
        string text = Recorded.Of(y).ToString();
        text.Should().Contain("Gradients are shown as far as they came").And.Contain("no way back");
        Recorded.Of(y).ToMermaid().Should().Contain("no way back");
    }

    [Fact]
    public void PicturesChangeNothing()
    {
        Tensor x = Examples.Scalar(2, "x"), y = x.Square();
        int called = 0;
        y.OnGradient(gradient =>
        {
            called++;
            return null;
        });
        _ = Recorded.Of(y).ToDot();
        x.Grad.Should().BeNull();
        called.Should().Be(0);
        y.Backward();
        x.Grad.ShouldHold(4);
    }

    [Fact]
    public void OperandsOfEveryKindHaveNoSlopeWhereNoneIsAsked()
    {
        Tensor y = Tensor.From([1.0, 2]) * Tensor.Parameter(Tensor.From([3.0, 4]), "x").Sigmoid() / Tensor.From([5.0, 6]);
        Picture picture = Picture.Of(Recorded.Of(y), new());
        picture.Wires.Where(static wire => !wire.CarriesGradient).Should().HaveCount(2).And.OnlyContain(static wire => wire.Local == null && wire.Gradient == null);
    }

    private sealed class Failing : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => x.Exp();

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => throw new InvalidOperationException("no way back");
    }
}
