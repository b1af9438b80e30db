using System.Runtime.CompilerServices;

namespace Autograd.Tests.Functions;

/// <summary>Own operations: both modes, every order, and what is refused.</summary>
public sealed class FunctionTests
{
    private static readonly Tensor X = Tensor.From([-1.3, 0.4, 0.9, 2.1, -0.6, 1.7], 2, 3);

    [Fact]
    public void All_arities_are_right_in_both_modes_to_order_3()
    {
        GradientCheckOptions orders = new() { Orders = 3 };
        GradientCheck.Verify(x => new Cubic().Apply(x), X, orders);
        GradientCheck.Verify(x => new Cubic { StatesJvp = true }.Apply(x.Sin()), X, orders);
        GradientCheck.Verify(x => new Product().Apply(x[0], x[1]).Tanh(), [X, Tensor.From([0.3, -0.8, 1.1])], orders);
        GradientCheck.Verify(x => new SumOfSquares().Apply(x[0], x[1], x[2]), [X, Tensor.From(0.5), Tensor.From([1.0, 2])], orders);
    }

    [Fact]
    public void Forward_runs_unrecorded_and_sees_values()
    {
        Tensor x = Tensor.Parameter(X), y = new Cubic().Apply(x);
        Tape.Of(y).Nodes.Select(node => node.Operation).Should().Equal("Parameter", "Cubic");
        new Cubic().Apply(X).RequiresGrad.Should().BeFalse();
        using Scope _ = Tape.NoGrad();
        new Cubic().Apply(x).RequiresGrad.Should().BeFalse();
    }

    [Fact]
    public void Many_directions_at_once_reach_Backward_one_by_one()
    {
        Cubic cubic = new();
        Tensor reverse = Differentiate.Jacobian(x => cubic.Apply(x), X, JacobianMode.Reverse);
        Tensor forward = Differentiate.Jacobian(x => cubic.Apply(x), X, JacobianMode.Forward);
        Tensor stated = Differentiate.Jacobian(x => new Cubic { StatesJvp = true }.Apply(x), X, JacobianMode.Forward);
        double[] expected = (3 * X.Square()).Flatten().Diagonal().ToArray<double>();
        foreach (Tensor found in new[] { reverse, forward, stated })
            found.ToArray<double>().Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-14);
        cubic.Seen.Should().AllBeEquivalentTo(X.Shape).And.HaveCount(12);
    }

    [Fact]
    public void What_Backward_is_handed_and_makes_may_be_kept()
    {
        Keeping keeping = new();
        Tensor x = Tensor.Parameter(Tensor.Ones<double>(1000));
        (keeping.Apply(x.Exp()) * 2).Exp().Sum().Backward();
        double[] upstream = keeping.Upstream!.ToArray<double>(), made = keeping.Made!.ToArray<double>();
        for (int i = 0; i < 20; i++)
            (x * i).Exp().Tanh().Sum().Backward();
        keeping.Upstream.ToArray<double>().Should().Equal(upstream);
        keeping.Made.ToArray<double>().Should().Equal(made);
        upstream[0].Should().BeApproximately(2 * Math.Exp(2 * Math.E), 1e-9);
    }

    [Fact]
    public void Inputs_that_need_no_gradient_may_get_null()
    {
        Tensor a = Tensor.Parameter(X);
        new Product { OnlyLeft = true }.Apply(a, Tensor.From([1.0, 2, 3])).Sum().Backward();
        a.Grad!.ToArray<double>().Should().Equal(1, 2, 3, 1, 2, 3);
        Refused(() => new Product { OnlyLeft = true }.Apply(a, Tensor.Parameter(Tensor.From([1.0, 2, 3]))).Sum().Backward())
            .WithMessage("Product: Backward returns null for input 1 [3], which requires a gradient; return its gradient, or zeros*");
    }

    [Fact]
    public void Once_differentiable_functions_work_once_in_both_modes()
    {
        Func<Tensor, Tensor> f = x => new Once().Apply(x);
        GradientCheck.Verify(f, X, new() { Orders = 1 });
        Differentiate.Jacobian(f, X, JacobianMode.Forward).ToArray<double>().Should().Equal(Differentiate.Jacobian(f, X).ToArray<double>());
        Tensor weight = Tensor.Parameter(Tensor.From(2.0));
        Differentiate.Gradient(x => (f(x) * weight).Sum(), X).ToArray<double>()[0].Should().BeApproximately(2 * Math.Cos(-1.3), 1e-14, "nothing was differentiated twice");
    }

    [Fact]
    public void Once_differentiable_functions_refuse_the_second_order_and_name_the_class()
    {
        Func<Tensor, Tensor> f = x => new Once().Apply(x).Sum();
        Tensor parameter = Tensor.Parameter(X);
        Action[] second =
        [
            () => Differentiate.Hessian(f, X),
            () => Differentiate.Gradient(x => Differentiate.Gradient(f, x).Sum(), X),
            () => Differentiate.Gradient(x => Differentiate.Jvp(f, x, X).Tangent, X),
            () =>
            {
                f(parameter).Backward(createGraph: true);
                parameter.Grad!.Sum().Backward();
            },
        ];
        foreach (Action action in second)
            Refused(action).WithMessage("Once: Once is marked [OnceDifferentiable], and its derivative was to be differentiated; *");
    }

    [Fact]
    public void A_backward_that_leaves_the_tape_is_refused_where_it_would_give_wrong_numbers() =>
        Refused(() => Differentiate.Jvp(x => new Leaving().Apply(x), X, X)).WithMessage("Leaving: Backward leaves the tape*[OnceDifferentiable]*");

    [Fact]
    public void Wrong_results_of_Backward_are_refused()
    {
        Tensor a = Tensor.Parameter(X), b = Tensor.Parameter(Tensor.From([1.0, 2, 3]));
        Refused(() => new Returning(_ => []).Apply(a, b).Backward(X)).WithMessage("Returning: Backward returns 0 gradients for 2 inputs; return one for each*");
        Refused(() => new Returning(_ => null!).Apply(a, b).Backward(X)).WithMessage("Returning: Backward returns null; return 2 gradients*");
        Refused(() => new Returning(u => [u, null]).Apply(a, b).Backward(X)).WithMessage("*null for input 1 [3]*");
        Refused(() => new Returning(u => [u, u]).Apply(a, b).Backward(X))
            .WithMessage("*a gradient of shape [2, 3] for input 1, which has shape [3]; sum it over the axes along which it was broadcast*");
        Refused(() => new Returning(u => [u.Transpose(), u[0]]).Apply(a, b).Backward(X)).WithMessage("*[3, 2] for input 0, which has shape [2, 3]; transpose it*");
        Refused(() => new Returning(u => [u.Cast(DType.Float32), u[0]]).Apply(a, b).Backward(X)).WithMessage("*Float32 for input 0, which is Float64; convert it with .Cast(DType.Float64)*");
        a.Grad.Should().BeNull();
    }

    [Fact]
    public void Wrong_results_of_Forward_and_Jvp_are_refused()
    {
        Refused(() => new Mistaken { Value = null }.Apply(X)).WithMessage("Mistaken: Forward returns null*");
        Refused(() => Differentiate.Jvp(x => new Mistaken { Value = X[0] }.Apply(x), X, X)).WithMessage("*Jvp returns a tangent of shape [2, 3] for the result, which has shape [3]*");
    }

    [Fact]
    public void A_tensor_that_is_read_but_no_input_is_refused()
    {
        Tensor weight = Tensor.Parameter(Tensor.From(2.0));
        Refused(() => new Mistaken { Value = X * weight }.Apply(X)).WithMessage("*reads a recorded tensor that is none of its inputs*pass it as an input, or Detach it*");
        new Mistaken { Value = X * weight.Detach() }.Apply(X).Shape.Should().Equal(X.Shape);
        Tensor made = new Mistaken { Make = x => Tensor.Parameter(x) * 2 }.Apply(X);
        made.RequiresGrad.Should().BeFalse("a parameter made inside is no input");
    }

    [Fact]
    public void The_result_may_be_the_input_itself()
    {
        Tensor x = Tensor.Parameter(X);
        Tensor y = new Mistaken { Make = input => input }.Apply(x);
        (y.RequiresGrad, ReferenceEquals(x, y), x.Node!.IsLeaf).Should().Be((true, false, true));
    }

    [Fact]
    public void Errors_of_the_users_code_pass_unwrapped()
    {
        Tensor x = Tensor.Parameter(X);
        FluentActions.Invoking(() => new Returning(_ => throw new NotSupportedException("mine")).Apply(x, x).Backward(X))
            .Should().Throw<NotSupportedException>().WithMessage("mine");
        FluentActions.Invoking(() => new Mistaken { Make = _ => throw new FormatException() }.Apply(x)).Should().Throw<FormatException>();
    }

    [Fact]
    public void Assigning_a_parameter_before_the_walk_is_caught()
    {
        Tensor x = Tensor.Parameter(X), y = new Cubic().Apply(x).Sum();
        x.Assign(X * 2);
        Refused(() => y.Backward()).WithMessage("Cubic: the parameter [2, 3] was assigned after it was recorded*");
    }

    [Fact]
    public void A_dropped_tape_can_be_collected()
    {
        WeakReference[] dropped = Record();
        for (int i = 0; i < 3 && dropped.Any(one => one.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        dropped.Should().OnlyContain(one => !one.IsAlive);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference[] Record()
        {
            Tensor x = Tensor.Parameter(X), y = Differentiate.Checkpoint(v => new Product().Apply(v, v[0]), new Cubic().Apply(x));
            y.OnGradient(gradient => gradient * 2);
            y.Sum().Backward(createGraph: true);
            Tensor pushed = Differentiate.Jvp(v => new Cubic().Apply(v), x, X).Tangent;
            return [new(y), new(pushed), .. Tape.Of(y, x.Grad!).Nodes.Select(node => new WeakReference(node))];
        }
    }

    [Fact]
    public void Both_element_types_work()
    {
        Tensor x = Tensor.Parameter(X.Cast(DType.Float32));
        new Cubic().Apply(x).Sum().Backward();
        x.Grad!.DType.Should().Be(DType.Float32);
        x.Grad.ToArray<float>()[3].Should().BeApproximately(3 * 2.1f * 2.1f, 1e-5f);
    }

    [Fact]
    public void A_gradient_override_replaces_the_gradient_in_both_modes_and_at_order_2()
    {
        Func<Tensor, Tensor> round = Differentiate.WithGradient(x => x.Round(), (_, _, upstream) => upstream);
        Differentiate.Gradient(x => round(x * 3).Square().Sum(), Tensor.From([0.4, 0.6])).ToArray<double>().Should().Equal(6, 12);
        Differentiate.Jvp(round, X, X).Tangent.ToArray<double>().Should().Equal(X.ToArray<double>());
        Differentiate.Hessian(x => round(x).Square().Sum(), Tensor.From([0.4, 1.6])).ToArray<double>().Should().Equal(2, 0, 0, 2);
        Func<Tensor, Tensor> clipped = Differentiate.WithGradient(x => x, (_, _, upstream) => upstream.Clamp(-1, 1));
        Differentiate.Gradient(x => (clipped(x) * Tensor.From([5.0, 0.5])).Sum(), Tensor.From([1.0, 1.0])).ToArray<double>().Should().Equal(1, 0.5);
    }

    private static FluentAssertions.Specialized.ExceptionAssertions<InvalidOperationException> Refused(Action action)
    {
        var thrown = action.Should().Throw<InvalidOperationException>();
        thrown.Which.Should().BeAssignableTo<IAutogradError>();
        return thrown;
    }

    private sealed class Cubic : UnaryFunction
    {
        public bool StatesJvp { get; init; }

        public List<Shape> Seen { get; } = [];

        protected override Tensor Forward(Tensor x) => x.Square() * x;

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream)
        {
            Seen.Add(upstream.Shape);
            return upstream * 3 * x.Square();
        }

        protected override Tensor? Jvp(Tensor x, Tensor y, Tensor tangent) => StatesJvp ? tangent * 3 * x.Square() : null;
    }

    private sealed class Product : BinaryFunction
    {
        public bool OnlyLeft { get; init; }

        protected override Tensor Forward(Tensor a, Tensor b) => a * b;

        protected override (Tensor?, Tensor?) Backward(Tensor a, Tensor b, Tensor y, Tensor upstream) =>
            (upstream * b, OnlyLeft ? null : (upstream * a).Sum(0));
    }

    private sealed class SumOfSquares : NaryFunction
    {
        protected override Tensor Forward(Tensor[] x) => x.Select(one => one.Square().Sum()).Aggregate((a, b) => a * b);

        // The result is used, and so is its own derivative at the next order.
        protected override Tensor?[] Backward(Tensor[] x, Tensor y, Tensor upstream) =>
            [.. x.Select(one => upstream * y / one.Square().Sum() * 2 * one)];
    }

    private sealed class Keeping : UnaryFunction
    {
        public Tensor? Upstream { get; private set; }

        public Tensor? Made { get; private set; }

        protected override Tensor Forward(Tensor x) => x * 1;

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream)
        {
            (Upstream, Made) = (upstream, upstream * 2);
            return upstream;
        }
    }

    [OnceDifferentiable]
    private sealed class Once : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => x.Sin();

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) =>
            Tensor.From(upstream.ToArray<double>().Zip(x.ToArray<double>(), (u, v) => u * Math.Cos(v)).ToArray(), x.Shape);
    }

    private sealed class Leaving : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => x.Sin();

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => Tensor.From(upstream.ToArray<double>(), x.Shape) * x.Cos();
    }

    private sealed class Returning(Func<Tensor, Tensor?[]> gradients) : NaryFunction
    {
        protected override Tensor Forward(Tensor[] x) => x[0] + x[1];

        protected override Tensor?[] Backward(Tensor[] x, Tensor y, Tensor upstream) => gradients(upstream);
    }

    private sealed class Mistaken : UnaryFunction
    {
        public Tensor? Value { get; init; }

        public Func<Tensor, Tensor?>? Make { get; init; }

        protected override Tensor Forward(Tensor x) => (Make is null ? Value : Make(x))!;

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => upstream;

        protected override Tensor Jvp(Tensor x, Tensor y, Tensor tangent) => tangent;
    }
}
