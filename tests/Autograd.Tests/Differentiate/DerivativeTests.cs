namespace Autograd.Tests.Differentiating;

/// <summary>Gradients, products, Jacobians and Hessians against closed forms, in both element types; they never touch Grad.</summary>
public sealed class DerivativeTests
{
    private static readonly Tensor X = Tensor.From([0.5, -1.0, 2.0]);
    private static readonly Tensor M = Tensor.From([1.0, 2, 3, 4, 5, 6], 2, 3);

    [Theory, InlineData(DType.Float32), InlineData(DType.Float64)]
    public void Element_types_go_all_the_way(DType type)
    {
        Tensor x = X.Cast(type), v = Tensor.From([1.0, 2, 3]).Cast(type);
        Func<Tensor, Tensor> f = u => (u.Square() * u).Sum();
        Expect(Differentiate.Gradient(f, x), type, 0.75, 3, 12);
        Expect(Differentiate.Hessian(f, x), type, 3, 0, 0, 0, -6, 0, 0, 0, 12);
        Expect(Differentiate.HessianDiagonal(f, x), type, 3, -6, 12);
        Expect(Differentiate.HessianVectorProduct(f, x, v), type, 3, -12, 36);
        Expect(Differentiate.Laplacian(f, x), type, 9);
        Expect(Differentiate.Jvp(u => u.Square(), x, v).Tangent, type, 1, -4, 12);
        Expect(Differentiate.Vjp(u => u.Square(), x).Pullback(v), type, 1, -4, 12);
        Expect(Differentiate.Jacobian(u => u.Square(), x), type, 1, 0, 0, 0, -2, 0, 0, 0, 4);
        Expect(Differentiate.Divergence(u => u.Square(), x), type, 3);
        Expect(Differentiate.Curl(u => u.Square(), x), type, 0, 0, 0);
    }

    [Fact]
    public void Gradients_of_several_inputs()
    {
        Tensor a = Tensor.From([1.0, 2]), b = Tensor.From([3.0, 4]), c = Tensor.From(5.0);
        (Tensor byA, Tensor byB) = Differentiate.Gradients((p, q) => (p * q).Sum(), a, b);
        Expect(byA, DType.Float64, 3, 4);
        Expect(byB, DType.Float64, 1, 2);
        (byA, byB, Tensor byC) = Differentiate.Gradients((p, q, r) => (p * q * r).Sum(), a, b, c);
        Expect(byA, DType.Float64, 15, 20);
        Expect(byB, DType.Float64, 5, 10);
        Expect(byC, DType.Float64, 11);
        Tensor[] all = Differentiate.Gradients(x => (x[0] * x[1]).Sum() * x[2], a, b, c);
        Expect(all[2], DType.Float64, 11);
        Expect(Differentiate.Gradients(x => (x[0] * x[1]).Sum(), a, a)[0], DType.Float64, 1, 2);
    }

    [Fact]
    public void Value_and_gradient_come_from_one_evaluation()
    {
        int calls = 0;
        (Tensor value, Tensor gradient) = Differentiate.ValueAndGradient(x => { calls++; return x.Square().Sum(); }, X);
        (value.ToDouble(), calls, value.RequiresGrad).Should().Be((5.25, 1, false));
        Expect(gradient, DType.Float64, 1, -2, 4);
        (value, gradient, (string, int) aux) = Differentiate.ValueAndGradient(x => (x.Sum(), ("anything", calls)), X);
        (value.ToDouble(), aux).Should().Be((1.5, ("anything", 1)));
        Expect(gradient, DType.Float64, 1, 1, 1);
    }

    [Fact]
    public void Products_may_be_taken_many_times()
    {
        (Tensor value, Func<Tensor, Tensor> pullback) = Differentiate.Vjp(x => M.MatMul(x), X);
        Expect(value, DType.Float64, 4.5, 9);
        Expect(pullback(Tensor.From([1.0, 0])), DType.Float64, 1, 2, 3);
        Expect(pullback(Tensor.From([0.0, 1])), DType.Float64, 4, 5, 6);
        (value, Func<Tensor, Tensor> push) = Differentiate.Linearize(x => M.MatMul(x), X);
        Expect(value, DType.Float64, 4.5, 9);
        Expect(push(Tensor.From([1.0, 0, 0])), DType.Float64, 1, 4);
        Expect(push(Tensor.From([0.0, 0, 1])), DType.Float64, 3, 6);
    }

    [Fact]
    public void Jvps_of_several_inputs_add_up() => Expect(Differentiate.Jvp(x => x[0] * x[1], [X, Tensor.From(2.0)],
        [Tensor.From([1.0, 1, 1]), Tensor.From(10.0)]).Tangent, DType.Float64, 2 + 5, 2 - 10, 2 + 20);

    [Fact]
    public void Jacobians_of_any_rank_have_the_results_shape_then_the_inputs()
    {
        foreach (JacobianMode mode in Enum.GetValues<JacobianMode>())
        {
            Tensor x = Tensor.From([1.0, 2, 3, 4, 5, 6], 3, 2), jacobian = Differentiate.Jacobian(v => M.MatMul(v), x, mode);
            jacobian.Shape.ToArray().Should().Equal(2, 2, 3, 2);
            for (int i = 0; i < 2; i++)
                for (int j = 0; j < 2; j++)
                    for (int p = 0; p < 3; p++)
                        for (int q = 0; q < 2; q++)
                            jacobian[i, j, p, q].ToDouble().Should().Be(j == q ? M[i, p].ToDouble() : 0);
            Differentiate.Jacobian(v => v.Sum(), x, mode).Shape.ToArray().Should().Equal(3, 2);
            Differentiate.Jacobian(v => v * X, Tensor.From(2.0), mode).Shape.ToArray().Should().Equal(3);
            Differentiate.Jacobian(v => v.Reshape(0, 2).Exp(), Tensor.Zeros<double>(0), mode).Shape.ToArray().Should().Equal(0, 2, 0);
            Expect(Differentiate.Jacobian(v => Tensor.Ones<double>(2), Tensor.Ones<double>(2), mode), DType.Float64, 0, 0, 0, 0);
        }
    }

    [Fact]
    public void Jacobians_across_element_types_have_the_inputs()
    {
        foreach (JacobianMode mode in Enum.GetValues<JacobianMode>())
            Expect(Differentiate.Jacobian(v => v.Square().Cast(DType.Float32), X, mode), DType.Float64, 1, 0, 0, 0, -2, 0, 0, 0, 4);
    }

    [Fact]
    public void Jacobians_too_large_for_one_walk_are_joined_from_several()
    {
        Tensor x = Tensor.Normal<double>(new Random(1), 1500);
        Func<Tensor, Tensor> f = v => v * v.Sum();
        Tensor forward = Differentiate.Jacobian(f, x, JacobianMode.Forward), reverse = Differentiate.Jacobian(f, x, JacobianMode.Reverse);
        (forward - reverse).Abs().Max().ToDouble().Should().BeLessThan(1e-12);
        forward[7, 9].ToDouble().Should().BeApproximately(x[7].ToDouble(), 1e-12);
    }

    [Fact]
    public void Hessians_of_any_rank()
    {
        Tensor x = Tensor.From([1.0, 2, 3, 4], 2, 2);
        Tensor hessian = Differentiate.Hessian(v => v[0, 0] * v[1, 1] - v[0, 1] * v[1, 0], x);
        hessian.Shape.ToArray().Should().Equal(2, 2, 2, 2);
        Expect(hessian, DType.Float64, 0, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0, 0, 1, 0, 0, 0);
        Expect(Differentiate.Hessian(v => v.Sum(), X), DType.Float64, new double[9]);
    }

    [Fact]
    public void Hessian_products_mix_several_inputs()
    {
        Tensor a = Tensor.From([1.0, 2]), b = Tensor.From(3.0);
        Tensor[] product = Differentiate.HessianVectorProduct(x => (x[0].Square() * x[1]).Sum(), [a, b], [Tensor.From([1.0, 1]), Tensor.From(1.0)]);
        Expect(product[0], DType.Float64, 2 * 3 + 2 * 1, 2 * 3 + 2 * 2);
        Expect(product[1], DType.Float64, 2 * 1 + 2 * 2);
    }

    [Fact]
    public void Parameters_keep_their_gradients()
    {
        Tensor weight = Tensor.Parameter(X), outside = Tensor.Parameter(Tensor.From(3.0));
        Func<Tensor, Tensor> f = x => (x.Square() * outside).Sum();
        Expect(Differentiate.Gradient(f, weight).Detach(), DType.Float64, 3, -6, 12);
        Differentiate.Hessian(f, weight);
        Differentiate.Jvp(f, weight, X);
        Differentiate.Laplacian(f, weight);
        (weight.Grad, outside.Grad).Should().Be((null, null));
        weight.Square().Sum().Backward();
        double[] before = weight.Grad!.ToArray<double>();
        Differentiate.Gradient(f, weight);
        weight.Grad.ToArray<double>().Should().Equal(before);
    }

    [Fact]
    public void All_of_it_works_under_NoGrad()
    {
        using Scope _ = Tape.NoGrad();
        Tensor x = Tensor.Parameter(X);
        Tensor gradient = Differentiate.Gradient(v => v.Square().Sum(), x);
        Expect(gradient, DType.Float64, 1, -2, 4);
        gradient.RequiresGrad.Should().BeFalse();
        Expect(Differentiate.Hessian(v => (v.Square() * v).Sum(), x), DType.Float64, 3, 0, 0, 0, -6, 0, 0, 0, 12);
        Expect(Differentiate.Jvp(v => v.Square(), x, X).Tangent, DType.Float64, 0.5, 2, 8);
        Expect(Differentiate.Gradient(v => Differentiate.Gradient(u => u.Pow(3).Sum(), v).Sum(), x), DType.Float64, 3, -6, 12);
        x.Exp().RequiresGrad.Should().BeFalse("the mode outside is as it was");
    }

    [Fact]
    public void What_leaves_the_tape_counts_as_constant()
    {
        Expect(Differentiate.Gradient(x => (x.Detach() * x).Sum(), X), DType.Float64, 0.5, -1, 2);
        Expect(Differentiate.Gradient(x => x.Sum() * x.Sum().ToDouble(), X), DType.Float64, 1.5, 1.5, 1.5);
    }

    private static void Expect(Tensor found, DType type, params double[] expected)
    {
        found.DType.Should().Be(type);
        double[] values = Laws.Nd.Of(found).Data;
        values.Length.Should().Be(expected.Length);
        for (int i = 0; i < values.Length; i++)
            values[i].Should().BeApproximately(expected[i], 1e-5 * (type == DType.Float32 ? 1 : 1e-8));
    }
}
