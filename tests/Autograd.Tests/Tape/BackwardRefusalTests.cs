namespace Autograd.Tests;

/// <summary>Backward and Assign refuse what would be wrong before anything has changed.</summary>
public class BackwardRefusalTests
{
    private readonly Tensor weight = Tensor.Parameter(Tensor.From([1.0, 2, 3]), "weight");
    private readonly Tensor other = Tensor.Parameter(Tensor.From([4.0, 5, 6]));

    [Fact]
    public void AResultWithoutATape()
    {
        Refusal.Thrown<InvalidOperationException>("Backward", ["[3]"], () => Tensor.Ones<double>(3).Backward());
        Refusal.Thrown<InvalidOperationException>("Backward", ["[]"], () => (weight * 2).Sum().Detach().Backward());
        using (Autograd.Tape.NoGrad())
            Refusal.Thrown<InvalidOperationException>("Backward", ["[]"], () => (weight * 2).Sum().Backward());
        NothingHappened();
    }

    [Fact]
    public void SeveralElementsWithoutAnUpstream()
    {
        IAutogradError error = Refusal.Thrown<ArgumentException>("Backward", ["[3]"], () => (weight * other).Backward());
        error.Remedy.Should().Contain("Sum").And.Contain("upstream").And.Contain("Jacobian", "three remedies are named");
        Refusal.Thrown<ArgumentException>("Backward", ["[0]"], () => (weight * other)[..0].Backward());
        NothingHappened();
    }

    [Fact]
    public void AnUpstreamOfAnotherShape()
    {
        Refusal.Thrown<ArgumentException>("Backward", ["[3]", "[2]"], () => (weight * other).Backward(Tensor.Ones<double>(2)));
        Refusal.Thrown<ArgumentException>("Backward", ["[3]", "[1, 3]"], () => (weight * other).Backward(Tensor.Ones<double>(1, 3)));
        Refusal.Thrown<ArgumentException>("Backward", ["[]", "[1]"], () => (weight * other).Sum().Backward(Tensor.Ones<double>(1)));
        NothingHappened();
    }

    [Fact]
    public void AnUpstreamOfAnotherType()
    {
        Refusal.Thrown<ArgumentException>("Backward", ["Float32", "Float64"], () => (weight * other).Backward(Tensor.Ones<float>(3)));
        NothingHappened();
    }

    [Fact]
    public void ASecondTimeAfterRelease()
    {
        Tensor loss = (weight * other).Sum().Named("loss");
        loss.Backward();
        Tensor first = weight.Grad!;
        IAutogradError error = Refusal.Thrown<InvalidOperationException>("Backward", ["released"], () => loss.Backward());
        error.Remedy.Should().Contain("retainGraph");
        weight.Grad.ShouldHold([.. first.Doubles()], "because the second walk was refused");
    }

    [Fact]
    public void AReleasedPartBelowALivingResult()
    {
        Tensor shared = (weight * weight).Named("shared");
        shared.Sum().Backward();
        Tensor before = weight.Grad!;
        Action act = () => (shared * other).Sum().Backward();
        act.Should().Throw<InvalidOperationException>().WithMessage("*'shared'*", "the message says which result was released");
        other.Grad.Should().BeNull();
        weight.Grad.ShouldBeExactly(before);
    }

    [Fact]
    public void AParameterAssignedSinceItWasRecorded()
    {
        Tensor loss = (weight * other).Sum();
        weight.Assign(Tensor.From([7.0, 8, 9]));
        Refusal.Thrown<InvalidOperationException>("Multiply", ["'weight'", "[3]"], () => loss.Backward());
        other.Grad.Should().BeNull();
        weight.Grad.Should().BeNull();
        weight.ShouldHold(7, 8, 9);
    }

    [Theory]
    [InlineData("Square")]
    [InlineData("Exp")]
    [InlineData("MatMul")]
    [InlineData("view")]
    [InlineData("Where")]
    [InlineData("Max")]
    [InlineData("Gelu")]
    public void AssignIsNoticedByWhateverSavedTheParameter(string operation)
    {
        Tensor y = operation switch
        {
            "Square" => weight.Square(),
            "Exp" => (weight * 1).Exp() * weight,
            "MatMul" => other.MatMul(weight),
            "view" => weight.Reshape(3, 1) * other,
            "Where" => Tensor.Where(weight, other, 0),
            "Max" => weight.Max(),
            _ => weight.Gelu(),
        };
        weight.Assign(other);
        Action act = () => y.Sum().Backward();
        act.Should().Throw<InvalidOperationException>().Which.Should().BeAssignableTo<IAutogradError>();
        (weight.Grad ?? other.Grad).Should().BeNull();
    }

    [Fact]
    public void AssignIsNoMatterWhereNothingReadsTheValues()
    {
        Tensor loss = (weight + other).Sum();
        weight.Assign(other);
        loss.Backward();
        weight.Grad.ShouldHold(1, 1, 1);
    }

    [Fact]
    public void AssigningToWhatIsNoParameter()
    {
        Tensor constant = Tensor.From([1.0, 2, 3]), result = weight * 1;
        Refusal.Thrown<InvalidOperationException>("Assign", ["[3]"], () => constant.Assign(other));
        Refusal.Thrown<InvalidOperationException>("Assign", ["[3]"], () => result.Assign(other));
        Refusal.Thrown<InvalidOperationException>("Assign", ["[3]"], () => weight.Detach().Assign(other));
        Refusal.Thrown<InvalidOperationException>("Assign", ["[1]"], () => weight[..1].Assign(other[..1]));
        constant.ShouldHold(1, 2, 3);
        result.ShouldHold(1, 2, 3);
        NothingHappened();
    }

    [Fact]
    public void AssigningAnotherShapeOrType()
    {
        Refusal.Thrown<ArgumentException>("Assign", ["[3]", "[2]"], () => weight.Assign(Tensor.Ones<double>(2)));
        Refusal.Thrown<ArgumentException>("Assign", ["[3]", "[]"], () => weight.Assign(Tensor.From(1.0)));
        Refusal.Thrown<ArgumentException>("Assign", ["Float32", "Float64"], () => weight.Assign(Tensor.Ones<float>(3)));
        NothingHappened();
    }

    [Fact]
    public void RetainGradOfAConstant() =>
        Refusal.Thrown<InvalidOperationException>("RetainGrad", ["[2]"], static () => Tensor.Ones<float>(2).RetainGrad());

    [Fact]
    public void AWalkThatFailsOnTheWayLeavesNoGradient()
    {
        Tensor kept = weight * 2, lost;
        using (new TensorScope())
            lost = other.Exp();
        Action act = () => (kept * 3).Sum().Backward();
        act.Should().NotThrow();
        weight.ZeroGrad();
        Action reading = () => (kept + lost).Sum().Backward();
        reading.Should().Throw<ObjectDisposedException>();
        weight.Grad.Should().BeNull();
    }

    private void NothingHappened()
    {
        weight.Grad.Should().BeNull();
        other.Grad.Should().BeNull();
        weight.ShouldHold(1, 2, 3);
        other.ShouldHold(4, 5, 6);
    }
}
