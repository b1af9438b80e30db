namespace Autograd.Tests.Differentiating;

/// <summary>The check passes what is right, and names the mistake in what is wrong.</summary>
public sealed class GradientCheckTests
{
    private static readonly Tensor Point = Tensor.From([-1.3, 0.4, 0.9, 2.1, -0.6, 1.7], 2, 3);

    [Fact] public void One_line_in_a_test_is_enough() => GradientCheck.Verify(x => x.Sin(), Tensor.From([0.5, -1.0, 2.0]));

    [Fact]
    public void Right_functions_pass()
    {
        GradientCheck.Verify((a, b) => a.MatMul(b).Tanh(), Point, Tensor.From([0.3, -0.2, 1.0, 0.5, -0.7, 0.8], 3, 2));
        GradientCheck.Verify(x => (x[0] * x[1]).Exp() + x[2], [Point, Tensor.From([0.3, -0.2, 1.0]), Tensor.From(0.5)]);
        GradientCheck.Verify(x => x.Softmax().Square().Sum(), Point);
        GradientCheck.Verify(x => (1 / (1e4 * x)).Sin() * 1e5, Point, new() { Orders = 3 });
    }

    [Fact]
    public void Large_inputs_and_results_are_sampled()
    {
        Tensor x = Tensor.Normal<double>(new Random(3), 40, 30);
        GradientReport report = GradientCheck.Run(v => v.Tanh() * v.Sum(0), x);
        report.Passed.Should().BeTrue(report.ToString());
        report.Compared.Should().BeLessThan(2000);
        GradientCheck.Run(v => (new Factored(1.01).Apply(v) * v.Sum(0)), x).Mistake.Should().NotBe(GradientMistake.None);
    }

    [Fact]
    public void A_passed_report_says_what_was_compared() => GradientCheck.Run(x => x.Square(), Tensor.From([1.0, 2.0])).ToString()
        .Should().Be("Gradient check passed: 8 derivatives up to order 2 agree in reverse mode, forward mode and central differences.");

    [Fact]
    public void A_factor_is_named()
    {
        GradientReport report = GradientCheck.Run(x => new Factored(0.5).Apply(x), Tensor.From([0.5, 1.0, 1.5]).Named("angle"));
        report.Passed.Should().BeFalse();
        report.Mistake.Should().Be(GradientMistake.Factor);
        report.Order.Should().Be(1);
        report.Disagreeing.Should().Be(3);
        GradientMismatch worst = report.Worst[0];
        (worst.Input, worst.Index[0], worst.Output![0]).Should().Be((0, 0, 0), "cos is largest at the first");
        worst.Analytic.Should().BeApproximately(0.5 * Math.Cos(0.5), 1e-12);
        worst.Numeric.Should().BeApproximately(Math.Cos(0.5), 1e-9);
        report.ToString().Should().Contain("∂f[0]/∂angle[0]: reverse 0.4387913, forward 0.4387913, differences 0.8775826")
            .And.Contain("a factor: what is wrong is 0.5 times");
    }

    [Fact]
    public void A_sign_is_named() => GradientCheck.Run(x => new Factored(-1).Apply(x), Point).Mistake.Should().Be(GradientMistake.Sign);

    [Fact]
    public void A_transpose_is_named()
    {
        Func<Tensor, Tensor> wrong = Differentiate.WithGradient(x => x.Square().Sum(), (x, _, u) => (u * 2 * x).Transpose().Reshape(x.Shape));
        GradientCheck.Run(wrong, Point).Mistake.Should().Be(GradientMistake.Transpose);
        Tensor m = Tensor.From([1.0, 2, 3, 4, 5, 7, 1, 2, 9], 3, 3);
        GradientCheck.Run(Differentiate.WithGradient(x => m.MatMul(x), (_, _, u) => m.MatMul(u)), Tensor.From([1.0, 2, 3]))
            .Mistake.Should().Be(GradientMistake.Transpose);
    }

    [Fact]
    public void A_missing_broadcast_sum_is_named() => GradientCheck.Run(x => new ForgetfulBias().Apply(x[0], x[1]), Point, Tensor.From([1.0, 2, 3]))
        .Should().Match<GradientReport>(report => report.Mistake == GradientMistake.MissingBroadcastSum && report.Worst[0].Input == 1);

    [Fact]
    public void A_left_tape_is_named()
    {
        Func<Tensor, Tensor>[] leaving =
        [
            x => x.Detach().Sin(),
            x => { using Scope _ = Tape.NoGrad(); return x.Sin(); },
            x => Tensor.From(x.ToArray<double>(), x.Shape).Sin(),
        ];
        foreach (Func<Tensor, Tensor> f in leaving)
            GradientCheck.Run(f, Point).Should().Match<GradientReport>(report => report.Mistake == GradientMistake.LeftTape && report.Explanation.Contains("Detach"));
    }

    [Fact]
    public void A_gradient_that_leaves_the_tape_is_named_at_order_2()
    {
        GradientReport report = GradientCheck.Run(Differentiate.WithGradient(x => x.Sin(), (x, _, u) => u * x.Detach().Cos()), Point);
        (report.Order, report.Mistake).Should().Be((2, GradientMistake.LeftTape));
        report.Explanation.Should().Contain("the lower orders are right");
    }

    [Fact]
    public void A_kink_is_named()
    {
        GradientCheck.Run(x => x.Relu(), Tensor.From([1.0, 0.0, -1.0])).Mistake.Should().Be(GradientMistake.Kink);
        GradientCheck.Run(x => x.Abs(), Tensor.From([1e-4])).Mistake.Should().Be(GradientMistake.Kink);
        GradientCheck.Verify(x => x.Abs(), Tensor.From([1e-4]), new() { Step = 1e-5 });
    }

    [Fact]
    public void A_wrong_forward_rule_is_told_from_a_wrong_reverse_rule()
    {
        GradientReport report = GradientCheck.Run(x => new WrongJvp().Apply(x), Point);
        report.Mistake.Should().Be(GradientMistake.Factor);
        report.Explanation.Should().Contain("Jvp");
    }

    [Fact]
    public void A_value_that_is_not_finite_is_named() =>
        GradientCheck.Run(x => x.Log(), Tensor.From([1.0, -1.0])).Mistake.Should().Be(GradientMistake.NotFinite);

    [Fact]
    public void A_function_that_changes_its_mind_is_named()
    {
        Random random = new(1);
        GradientReport report = GradientCheck.Run(x => x.Dropout(0.5, random), Point);
        (report.Passed, report.Mistake).Should().Be((false, GradientMistake.Random));
        GradientCheck.Verify(x => x.Dropout(0.5, new Random(1)), Point);
    }

    [Fact]
    public void Single_precision_must_be_permitted()
    {
        Tensor x = Point.Cast(DType.Float32);
        FluentActions.Invoking(() => GradientCheck.Verify(v => v.Tanh(), x)).Should().Throw<ArgumentException>()
            .WithMessage("*AllowFloat32 = true*").Which.Should().BeAssignableTo<IAutogradError>();
        FluentActions.Invoking(() => GradientCheck.Verify(v => v.Cast(DType.Float32), Point)).Should().Throw<ArgumentException>();
        GradientCheck.Verify(v => v.Tanh() * v.Exp(), x, new() { AllowFloat32 = true });
        GradientCheck.Run(v => new Factored(0.9).Apply(v), x, new() { AllowFloat32 = true }).Mistake.Should().Be(GradientMistake.Factor);
    }

    [Fact]
    public void Verify_throws_the_report()
    {
        GradientCheckException thrown = FluentActions.Invoking(() => GradientCheck.Verify(x => new Factored(2).Apply(x), Point))
            .Should().Throw<GradientCheckException>().Which;
        thrown.Should().BeAssignableTo<InvalidOperationException>().And.BeAssignableTo<IAutogradError>();
        thrown.Message.Should().Be(thrown.Report.ToString());
        (thrown.Operation, thrown.Shapes[0]).Should().Be(("GradientCheck", Point.Shape));
    }

    [Fact]
    public void It_works_under_NoGrad_beside_parameters_and_leaves_gradients_alone()
    {
        Tensor weight = Tensor.Parameter(Tensor.From([0.5, -1.0, 2.0]));
        GradientCheck.Verify(x => (x * weight).Tanh(), Point);
        using (Tape.NoGrad())
            GradientCheck.Verify(x => (x * weight).Tanh(), weight);
        weight.Grad.Should().BeNull();
    }

    [Fact]
    public void An_exception_of_the_function_passes_through() => FluentActions.Invoking(() =>
        GradientCheck.Run(_ => throw new NotSupportedException("mine"), Point)).Should().Throw<NotSupportedException>().WithMessage("mine");

    [Fact]
    public void Empty_inputs_pass() => GradientCheck.Verify(x => x.Exp(), Tensor.Zeros<double>(0, 3));

    private sealed class Factored(double factor) : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => x.Sin();

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => factor * upstream * x.Cos();
    }

    private sealed class WrongJvp : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => x.Sin();

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => upstream * x.Cos();

        protected override Tensor Jvp(Tensor x, Tensor y, Tensor tangent) => 3 * tangent * x.Cos();
    }

    private sealed class ForgetfulBias : BinaryFunction
    {
        protected override Tensor Forward(Tensor a, Tensor b) => a + b;

        protected override (Tensor?, Tensor?) Backward(Tensor a, Tensor b, Tensor y, Tensor upstream) => (upstream, upstream[0]);
    }
}
