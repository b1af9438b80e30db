namespace Autograd.Tests.Functions;

/// <summary>Hooks read, replace and clip gradients on their way.</summary>
public sealed class GradientHookTests
{
    private readonly Tensor x = Tensor.Parameter(Tensor.From([1.0, -2.0, 3.0]));

    [Fact]
    public void A_hook_reads_the_whole_gradient_once()
    {
        List<double[]> seen = [];
        Tensor hidden = x * 2;
        hidden.OnGradient(gradient => { seen.Add(gradient.ToArray<double>()); return null; });
        (hidden.Square() + 3 * hidden).Sum().Backward();
        seen.Should().ContainSingle().Which.Should().Equal(7, -5, 15);
        x.Grad!.ToArray<double>().Should().Equal(14, -10, 30);
    }

    [Fact]
    public void A_hook_replaces_it_for_what_lies_below_and_on_leaves_before_it_is_collected()
    {
        Tensor hidden = x * 2;
        hidden.OnGradient(gradient => gradient.Clamp(-1, 1));
        x.OnGradient(gradient => gradient * 10);
        hidden.Square().Sum().Backward();
        x.Grad!.ToArray<double>().Should().Equal(20, -20, 20);
        x.Square().Sum().Backward();
        x.Grad!.ToArray<double>().Should().Equal(40, -60, 80);
    }

    [Fact]
    public void Several_are_called_in_order_until_they_are_removed()
    {
        x.OnGradient(gradient => gradient + 1);
        IDisposable doubled = x.OnGradient(gradient => gradient * 2);
        x.Sum().Backward();
        x.Grad!.ToArray<double>().Should().Equal(4, 4, 4);
        doubled.Dispose();
        doubled.Dispose();
        x.ZeroGrad();
        x.Sum().Backward();
        x.Grad!.ToArray<double>().Should().Equal(2, 2, 2);
    }

    [Fact]
    public void What_a_hook_saw_may_be_kept()
    {
        Tensor large = Tensor.Parameter(Tensor.Ones<double>(1000)), hidden = large.Exp();
        List<Tensor> kept = [];
        hidden.OnGradient(gradient => { kept.Add(gradient); kept.Add(gradient * 2); return null; });
        large.OnGradient(gradient => { kept.Add(gradient); return null; });
        hidden.Exp().Sum().Backward();
        double[][] before = [.. kept.Select(tensor => tensor.ToArray<double>())];
        for (int i = 0; i < 20; i++)
            (large.Tanh() * i).Exp().Sum().Backward();
        kept.Take(3).Select(tensor => tensor.ToArray<double>()).Should().BeEquivalentTo(before.Take(3), options => options.WithStrictOrdering());
        before[2][0].Should().BeApproximately(Math.Exp(Math.E) * Math.E, 1e-11);
    }

    [Fact]
    public void What_a_hook_saw_belongs_to_the_scope_in_force()
    {
        Tensor? kept = null;
        using (TensorScope scope = new())
        {
            Tensor large = Tensor.Parameter(Tensor.Ones<double>(1000)), hidden = large.Exp();
            hidden.OnGradient(gradient => { kept = gradient; return null; });
            hidden.Exp().Sum().Backward();
            kept!.ToArray<double>()[0].Should().BeApproximately(Math.Exp(Math.E), 1e-12);
        }

        FluentActions.Invoking(() => kept!.ToArray<double>()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Hooks_are_recorded_with_a_recorded_walk()
    {
        Func<Tensor, Tensor> f = input =>
        {
            Tensor hidden = input * 1;
            hidden.OnGradient(gradient => gradient * hidden);
            return hidden.Square().Sum();
        };
        // The gradient becomes 2x · x, and its derivative 4x.
        Differentiate.Gradient(f, x).ToArray<double>().Should().Equal(2, 8, 18);
        Differentiate.Jvp(Differentiate.Gradient(f), x.Detach(), Tensor.From([1.0, 1, 1])).Tangent.ToArray<double>().Should().Equal(4, -8, 12);
    }

    [Fact]
    public void Work_that_a_hook_starts_on_other_threads_sees_the_walks_modes()
    {
        bool? recorded = null;
        x.OnGradient(gradient =>
        {
            recorded = Task.Run(() => x.Exp().RequiresGrad).GetAwaiter().GetResult();
            return null;
        });
        x.Sum().Backward();
        recorded.Should().BeFalse();
    }

    [Fact]
    public void Many_directions_reach_a_hook_one_by_one()
    {
        List<Shape> shapes = [];
        Tensor jacobian = Differentiate.Jacobian(input =>
        {
            Tensor hidden = input * 1;
            hidden.OnGradient(gradient => { shapes.Add(gradient.Shape); return gradient / gradient.Norm(); });
            return hidden * 5;
        }, x, JacobianMode.Reverse);
        jacobian.ToArray<double>().Should().Equal(1, 0, 0, 0, 1, 0, 0, 0, 1);
        shapes.Should().Equal(x.Shape, x.Shape, x.Shape);
    }

    [Fact]
    public void A_replacement_must_fit()
    {
        x.OnGradient(gradient => gradient.Sum());
        FluentActions.Invoking(() => x.Sum().Backward()).Should().Throw<InvalidOperationException>()
            .WithMessage("OnGradient: a hook returns a gradient [] for *[3]*; return one of shape [3], or null*").Which.Should().BeAssignableTo<IAutogradError>();
        Tensor other = Tensor.Parameter(Tensor.From([1.0]));
        other.OnGradient(gradient => gradient.Cast(DType.Float32));
        FluentActions.Invoking(() => other.Sum().Backward()).Should().Throw<InvalidOperationException>().WithMessage("*Float32*Float64*");
        FluentActions.Invoking(() => Tensor.From(1.0).OnGradient(_ => null)).Should().Throw<InvalidOperationException>().WithMessage("*no tape leads to*");
    }

    [Fact]
    public void An_exception_passes_unwrapped_and_leaves_the_tape_to_be_walked_again()
    {
        bool fail = true;
        Tensor y = x.Exp();
        y.OnGradient(gradient => fail ? throw new NotSupportedException("mine") : null);
        Tensor loss = y.Sum();
        FluentActions.Invoking(() => loss.Backward()).Should().Throw<NotSupportedException>().WithMessage("mine");
        x.Grad.Should().BeNull();
        fail = false;
        loss.Backward();
        x.Grad!.ToArray<double>()[0].Should().BeApproximately(Math.E, 1e-14);
    }
}
