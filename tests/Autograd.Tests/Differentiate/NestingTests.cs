namespace Autograd.Tests.Differentiating;

/// <summary>Levels of differentiation inside one another: none takes another's perturbation for its own.</summary>
public sealed class NestingTests
{
    private static readonly Tensor Two = Tensor.From(2.0);

    /// <summary>Ways to differentiate a function of a scalar.</summary>
    private static readonly Func<Func<Tensor, Tensor>, Tensor, Tensor>[] Modes =
    [
        Differentiate.Gradient,
        (f, x) => Differentiate.Jvp(f, x, Tensor.From(1.0)).Tangent,
        (f, x) => Differentiate.Jacobian(f, x, JacobianMode.Forward),
        (f, x) => Differentiate.Jacobian(f, x, JacobianMode.Reverse),
    ];

    [Fact]
    public void Perturbations_are_not_confused()
    {
        foreach (var outer in Modes)
            foreach (var inner in Modes)
            {
                outer(x => x * inner(y => x + y, Tensor.From(1.0)), Tensor.From(1.0)).ToDouble().Should().Be(1);
                outer(x => x * inner(y => x * y, Two), Tensor.From(3.0)).ToDouble().Should().Be(6);
                outer(x => x * inner(y => x * y * y, x), Tensor.From(3.0)).ToDouble().Should().Be(54, "x · 2x², of which every x counts");
                outer(x => inner(y => inner(z => x * y * z, x * y), x), Two).ToDouble().Should().Be(1, "d/dx x");
            }
    }

    [Fact]
    public void A_jvp_inside_a_vjp_inside_a_jvp_is_right()
    {
        foreach (var outer in Modes)
            foreach (var middle in Modes)
                foreach (var inner in Modes)
                {
                    Tensor found = outer(x => middle(y => inner(z => (x * y * z).Sin(), y), x), Tensor.From(0.8));
                    double cube = Math.Pow(0.8, 3), expected = (1 - 6 * cube * cube) * Math.Cos(cube) - 11 * cube * Math.Sin(cube);
                    found.ToDouble().Should().BeApproximately(expected, 1e-13);
                }
    }

    [Fact]
    public void A_gradient_curries()
    {
        Func<Tensor, Tensor> f = x => x.Pow(5);
        Differentiate.Gradient(Differentiate.Gradient(Differentiate.Gradient(f)))(Two).ToDouble().Should().Be(240);
    }

    [Fact]
    public void A_jacobian_of_a_gradient_is_the_hessian()
    {
        Tensor x = Tensor.From([0.5, -1.0, 2.0]);
        Func<Tensor, Tensor> f = v => (v * v.Sin()).Sum() * v.Exp().Sum();
        double[] hessian = Differentiate.Hessian(f, x).ToArray<double>();
        foreach (JacobianMode mode in Enum.GetValues<JacobianMode>())
            Differentiate.Jacobian(Differentiate.Gradient(f), x, mode).ToArray<double>().Zip(hessian, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-13);
    }

    [Fact]
    public void A_gradient_of_a_jacobians_norm_is_right()
    {
        Tensor x = Tensor.From([0.5, -1.0, 2.0]);
        foreach (JacobianMode mode in Enum.GetValues<JacobianMode>())
            Differentiate.Gradient(v => Differentiate.Jacobian(w => w.Square(), v, mode).Square().Sum(), x).ToArray<double>().Should().Equal(4, -8, 16);
    }

    [Fact]
    public void A_penalty_on_the_gradient_reaches_parameters()
    {
        Tensor weight = Tensor.Parameter(Tensor.From([1.0, -2.0, 0.5]));
        Tensor x = Tensor.From([0.5, 1.0, 2.0]);
        Tensor gradient = Differentiate.Gradient(v => (weight * v.Square()).Sum(), x);
        gradient.RequiresGrad.Should().BeTrue();
        gradient.Square().Sum().Backward();
        weight.Grad!.ToArray<double>().Should().Equal(8 * 0.25, -16, 4 * 4);
    }

    [Fact]
    public void A_pullback_is_differentiable_in_its_upstream()
    {
        Tensor x = Tensor.From([1.0, 2.0]);
        Func<Tensor, Tensor> pullback = Differentiate.Vjp(v => v.Square(), x).Pullback;
        Differentiate.Gradient(u => pullback(u).Square().Sum(), Tensor.From([3.0, 1.0])).ToArray<double>().Should().Equal(2 * 4 * 3, 2 * 16);
        Func<Tensor, Tensor> push = Differentiate.Linearize(v => v.Square(), x).Pushforward;
        Differentiate.Gradient(u => push(u).Square().Sum(), Tensor.From([3.0, 1.0])).ToArray<double>().Should().Equal(2 * 4 * 3, 2 * 16);
    }

    [Fact]
    public void Gradients_of_a_recorded_result_nest_with_functions()
    {
        Tensor a = Tensor.Parameter(Tensor.From([1.0, 2.0])), b = Tensor.Parameter(Tensor.From([3.0, 4.0]));
        Tensor y = (a.Square() * b).Sum();
        Tensor[] first = Differentiate.Gradients(y, [a, b], createGraph: true);
        first[0].ToArray<double>().Should().Equal(6, 16);
        first[1].ToArray<double>().Should().Equal(1, 4);
        Differentiate.Gradients(first[0].Sum(), [a, b])[1].ToArray<double>().Should().Equal(2, 4);
        (a.Grad, b.Grad).Should().Be((null, null));
    }

    [Fact]
    public void Results_outside_all_levels_are_constants()
    {
        Tensor x = Tensor.From([0.5, -1.0, 2.0]), c = Tensor.From([1.0, 2, 3]);
        Func<Tensor, Tensor>[] inner =
        [
            v => Differentiate.Gradient(y => (v * y.Square()).Sum(), c).Sum(),
            v => Differentiate.Jvp(y => (v * y.Square()).Sum(), c, c).Tangent,
            v => Differentiate.Jvp(Differentiate.WithGradient(y => y.Square().Sum(), (y, _, u) => u * 2 * y), v, c).Tangent,
        ];
        foreach (Func<Tensor, Tensor> f in inner)
        {
            (Tensor value, Tensor gradient) = Differentiate.ValueAndGradient(v => v.Sum() * f(v), x);
            (value.RequiresGrad, gradient.RequiresGrad).Should().Be((false, false));
        }
    }
}
