namespace Autograd.Tests.Differentiating;

/// <summary>What functions and directions must not be, and what the errors say.</summary>
public sealed class BadInputTests
{
    private static readonly Tensor X = Tensor.From([0.5, -1.0, 2.0]);

    [Fact]
    public void A_gradient_of_a_vector_says_how_to_ask_for_a_jacobian()
    {
        Action[] gradients =
        [
            () => Differentiate.Gradient(x => x * 2, X), () => Differentiate.ValueAndGradient(x => x * 2, X), () => Differentiate.Gradients(x => x[0] * 2, X),
            () => Differentiate.Hessian(x => x * 2, X), () => Differentiate.HessianVectorProduct(x => x * 2, X, X),
        ];
        foreach (Action gradient in gradients)
            Refused<ArgumentException>(gradient).WithMessage("*the result [3] has no single gradient*.Sum()*Differentiate.Jacobian*");
    }

    [Fact]
    public void A_function_that_ignores_its_input_gets_zeros_or_the_error_asked_for()
    {
        Func<Tensor, Tensor>[] ignoring = [_ => Tensor.From(1.0), x => x.Detach().Sum(), x => Tensor.From(x.ToArray<double>().Sum()),
            x => { using Scope _ = Tape.NoGrad(); return x.Sum(); }];
        foreach (Func<Tensor, Tensor> f in ignoring)
        {
            Differentiate.Gradient(f, X).ToArray<double>().Should().Equal(0, 0, 0);
            Differentiate.Gradient(f, X, IfUnused.Zeros).ToArray<double>().Should().Equal(0, 0, 0);
            Differentiate.Jvp(f, X, X).Tangent.ToDouble().Should().Be(0);
            Differentiate.Vjp(f, X).Pullback(Tensor.From(1.0)).ToArray<double>().Should().Equal(0, 0, 0);
            Differentiate.Hessian(f, X).Shape.ToArray().Should().Equal(3, 3);
            Differentiate.HessianDiagonal(f, X).ToArray<double>().Should().Equal(0, 0, 0);
            Differentiate.Laplacian(f, X).ToDouble().Should().Be(0);
            Refused<InvalidOperationException>(() => Differentiate.Gradient(f, X, IfUnused.Throw)).WithMessage("*does not depend on input 0, [3]*Detach*");
        }

        Differentiate.Gradients((a, _) => a.Sum(), X, X).Item2.ToArray<double>().Should().Equal(0, 0, 0);
        Differentiate.Gradient(x => x.Sum(), X, IfUnused.Throw).ToArray<double>().Should().Equal(1, 1, 1);
    }

    [Fact]
    public void Directions_must_fit()
    {
        Tensor shorter = Tensor.From([1.0, 2]), single = X.Cast(DType.Float32);
        Refused<ArgumentException>(() => Differentiate.Jvp(x => x, X, shorter)).WithMessage("Jvp: the tangent [2] does not fit the input [3]; *");
        Refused<ArgumentException>(() => Differentiate.Jvp(x => x, X, single)).WithMessage("*Float64*and Float32*Cast*");
        Refused<ArgumentException>(() => Differentiate.Jvp(x => x[0], [X, X], [X])).WithMessage("*1 tangent for 2 inputs*");
        Refused<ArgumentException>(() => Differentiate.Linearize(x => x, X).Pushforward(shorter)).WithMessage("*[2]*[3]*");
        Refused<ArgumentException>(() => Differentiate.Vjp(x => x, X).Pullback(shorter)).WithMessage("Vjp: the upstream gradient [2] does not fit the result [3]; *");
        Refused<ArgumentException>(() => Differentiate.Vjp(x => x, X).Pullback(single)).WithMessage("*Cast*");
        Refused<ArgumentException>(() => Differentiate.HessianVectorProduct(x => x.Sum(), X, shorter));
        Refused<ArgumentException>(() => Differentiate.HessianVectorProduct(x => x[0].Sum(), [X], [X, X]));
    }

    [Fact]
    public void Fields_must_have_their_shapes()
    {
        Refused<ArgumentException>(() => Differentiate.Divergence(x => x.Sum(), X)).WithMessage("*turns [3] into []*");
        Refused<ArgumentException>(() => Differentiate.Curl(x => x * x, Tensor.From([1.0, 2]))).WithMessage("*[2]*");
        Refused<ArgumentException>(() => Differentiate.Laplacian(x => x, X)).WithMessage("*one value for each point*");
        Refused<ArgumentException>(() => Differentiate.Laplacian(x => x.Sum(), Tensor.Ones<double>(2, 3), 1)).WithMessage("*[] for points [2]*");
        Refused<ArgumentOutOfRangeException>(() => Differentiate.Laplacian(x => x, X, 2));
    }

    [Fact]
    public void Nothing_may_be_null()
    {
        Refused<ArgumentException>(() => Differentiate.Gradient(_ => null!, X)).WithMessage("*the function returns null*");
        FluentActions.Invoking(() => Differentiate.Gradient((Func<Tensor, Tensor>)null!, X)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Differentiate.Gradient(x => x, null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Differentiate.Jvp(x => x, X, null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Differentiate.Vjp(x => x, X).Pullback(null!)).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => Differentiate.Linearize(x => x, X).Pushforward(null!)).Should().Throw<ArgumentNullException>();
    }

    [Fact]
    public void Gradients_of_results_need_recorded_inputs()
    {
        Tensor x = Tensor.Parameter(X), other = Tensor.Parameter(X);
        Refused<ArgumentException>(() => Differentiate.Gradients(x.Sum(), [X])).WithMessage("*is not recorded*Tensor.Parameter*");
        Differentiate.Gradients(x.Sum(), [x, other])[1].ToArray<double>().Should().Equal(0, 0, 0);
        Differentiate.Gradients(X.Sum(), [x])[0].ToArray<double>().Should().Equal(0, 0, 0);
    }

    [Fact]
    public void Errors_of_the_function_pass_unwrapped_and_leave_the_modes_alone()
    {
        using (Tape.NoGrad())
        {
            FluentActions.Invoking(() => Differentiate.Gradient(_ => throw new NotSupportedException("mine"), X)).Should().Throw<NotSupportedException>();
            Tensor.Parameter(X).Exp().RequiresGrad.Should().BeFalse();
        }
    }

    private static FluentAssertions.Specialized.ExceptionAssertions<E> Refused<E>(Action action) where E : Exception
    {
        var thrown = action.Should().Throw<E>();
        thrown.Which.Should().BeAssignableTo<IAutogradError>();
        return thrown;
    }
}
