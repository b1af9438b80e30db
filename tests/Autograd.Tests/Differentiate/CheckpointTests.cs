using System.Runtime.CompilerServices;

namespace Autograd.Tests.Differentiating;

/// <summary>A checkpointed function is the function, in every derivative, without its inner values.</summary>
public sealed class CheckpointTests
{
    private static readonly Tensor Point = Tensor.From([0.3, -0.7, 1.2]);
    private static readonly Tensor Matrix = Tensor.From([0.5, -1, 0.2, 0.8, 0.1, -0.4, 0.9, 0.6, -0.3], 3, 3);

    private static Tensor Layer(Tensor x) => (Matrix.MatMul(x.Sin().Exp()) * x).Tanh();

    [Fact]
    public void Every_order_and_mode_is_right() =>
        GradientCheck.Verify(x => Differentiate.Checkpoint(Layer, x.Square()) * x, Point, new() { Orders = 3 });

    [Fact]
    public void Results_are_those_of_the_function_bit_for_bit()
    {
        foreach (DType type in Enum.GetValues<DType>())
        {
            Tensor a = Tensor.Parameter(Point.Cast(type)), b = Tensor.Parameter(Point.Cast(type));
            Tensor matrix = Matrix.Cast(type);
            Tensor F(Tensor x) => matrix.MatMul(x.Exp()).Tanh();
            Tensor plain = F(a), saved = Differentiate.Checkpoint(F, b);
            Nd(saved).Should().Equal(Nd(plain));
            plain.Square().Sum().Backward();
            saved.Square().Sum().Backward();
            Nd(b.Grad!).Should().Equal(Nd(a.Grad!));
        }
    }

    [Fact]
    public void Only_the_input_is_kept()
    {
        Tensor x = Tensor.Parameter(Tensor.Ones<double>(1000)), y = Differentiate.Checkpoint(v => v.Exp().Sin().Exp().Sin(), x);
        Tape tape = Tape.Of(y);
        tape.Nodes.Select(node => node.Operation).Should().Equal("Parameter", "Checkpoint");
        tape.Statistics.SavedBytes.Should().Be(8000);
        GC.KeepAlive(y);
    }

    [Fact]
    public void Inner_values_can_be_collected()
    {
        (Tensor y, WeakReference inner) = Evaluate();
        for (int i = 0; i < 3 && inner.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        inner.IsAlive.Should().BeFalse();
        y.Sum().Backward();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (Tensor, WeakReference) Evaluate()
        {
            WeakReference? inner = null;
            Tensor y = Differentiate.Checkpoint(v =>
            {
                Tensor middle = v.Exp();
                inner ??= new(middle);
                return middle.Sin();
            }, Tensor.Parameter(Point));
            return (y, inner!);
        }
    }

    [Fact]
    public void What_is_read_from_outside_gets_its_gradient()
    {
        Tensor x = Tensor.Parameter(Point), weight = Tensor.Parameter(Matrix), outer = weight * 2;
        Tensor F(Tensor v) => (outer.MatMul(v) * weight.Sum(0)).Tanh();
        F(x.Sin()).Sum().Backward();
        (double[] byX, double[] byWeight) = (Nd(x.Grad!), Nd(weight.Grad!));
        x.ZeroGrad();
        weight.ZeroGrad();
        outer = weight * 2;
        Differentiate.Checkpoint(F, x.Sin()).Sum().Backward();
        Close(Nd(x.Grad!), byX);
        Close(Nd(weight.Grad!), byWeight);
        Differentiate.Checkpoint(v => v * weight.Sum(), Point).RequiresGrad.Should().BeTrue("a parameter inside is enough");
    }

    [Fact]
    public void Derivatives_by_what_is_read_from_outside_are_right_to_order_2() => GradientCheck.Verify(
        inputs => Differentiate.Checkpoint(v => (v * inputs[0]).Sin() * inputs[1].Exp(), inputs[0].Square()), [Point, Tensor.From(0.4)]);

    [Fact]
    public void Checkpoints_nest_and_chain()
    {
        static Tensor Twice(Tensor x) => Differentiate.Checkpoint(v => Differentiate.Checkpoint(w => w.Sin().Exp(), v.Tanh()) * v, x);
        GradientCheck.Verify(x => Twice(Twice(Twice(x))), Point);
    }

    [Fact]
    public void Derivatives_inside_work()
    {
        static Tensor F(Tensor x) => Differentiate.Gradient(v => (v.Square() * v).Sum(), x);
        Close(Nd(Differentiate.Gradient(x => Differentiate.Checkpoint(F, x).Sum(), Point)), Nd(6 * Point));
    }

    [Fact]
    public void Random_operations_repeat_their_draws()
    {
        Tensor Noisy(Tensor x, Random random) =>
            (x.Exp().Dropout(0.5, random) + Tensor.Normal<double>(random, x.Shape) * x).Dropout(0.3, random).Square();
        Tensor x = Tensor.Parameter(Tensor.Ones<double>(100)), same = Tensor.Parameter(x);
        Random one = new(5), other = new(5);
        Tensor plain = Noisy(same, one);
        Tensor y = Differentiate.Checkpoint(v => Differentiate.Checkpoint(w => Noisy(w, other), v) * 1, x);
        Nd(y).Should().Equal(Nd(plain), "the draws are the caller's");
        other.NextInt64().Should().Be(one.NextInt64(), "and no more of them");
        plain.Sum().Backward();
        y.Sum().Backward(retainGraph: true);
        Nd(x.Grad!).Should().Equal(Nd(same.Grad!));
        y.Sum().Backward();
        Nd(x.Grad!).Should().Equal(Nd(same.Grad! * 2));
        other.NextInt64().Should().Be(one.NextInt64(), "repeating draws nothing");
    }

    [Fact]
    public void A_function_that_changed_since_is_refused()
    {
        Tensor x = Tensor.Parameter(Point), weight = Tensor.Parameter(Tensor.From(2.0));
        Tensor y = Differentiate.Checkpoint(v => v * weight.Exp(), x).Sum();
        weight.Assign(Tensor.From(3.0));
        FluentActions.Invoking(() => y.Backward()).Should().Throw<InvalidOperationException>()
            .WithMessage("Checkpoint: the function gave other values when it was evaluated again*before assigning parameters*").Which.Should().BeAssignableTo<IAutogradError>();
        Tensor z = Differentiate.Checkpoint(v => v * 2, x).Sum();
        x.Assign(Point * 2);
        FluentActions.Invoking(() => z.Backward()).Should().Throw<InvalidOperationException>().WithMessage("*was assigned after it was recorded*");
    }

    [Fact]
    public void Nothing_is_recorded_where_nothing_is_to_be()
    {
        Differentiate.Checkpoint(Layer, Point).RequiresGrad.Should().BeFalse();
        Tensor x = Tensor.Parameter(Point);
        using (Tape.NoGrad())
            Differentiate.Checkpoint(Layer, x).RequiresGrad.Should().BeFalse();
        Differentiate.Checkpoint(v => v, x).Should().BeSameAs(x);
        FluentActions.Invoking(() => Differentiate.Checkpoint(_ => null!, x)).Should().Throw<ArgumentException>().WithMessage("*returns null*");
    }

    [Fact]
    public void The_tape_is_released_with_the_walk()
    {
        Tensor x = Tensor.Parameter(Point), y = Differentiate.Checkpoint(Layer, x), loss = y.Sum();
        loss.Backward();
        FluentActions.Invoking(() => loss.Backward()).Should().Throw<InvalidOperationException>().WithMessage("*released*");
    }

    [Fact]
    public void Modes_of_the_first_evaluation_are_those_of_the_second()
    {
        Tensor x = Tensor.Parameter(Point);
        List<string?> blocks = [];
        Tensor y;
        using (Tape.Named("encoder"))
            y = Differentiate.Checkpoint(v =>
            {
                Tensor inner = v.Exp();
                blocks.Add(Tape.Of(inner).Nodes[^1].Block);
                return inner;
            }, x);
        y.Sum().Backward();
        blocks.Should().Equal("encoder", "encoder");
    }

    [Fact]
    public void What_the_function_makes_on_recomputation_may_be_kept()
    {
        List<Tensor> kept = [];
        Tensor x = Tensor.Parameter(Tensor.Ones<double>(1000));
        Differentiate.Checkpoint(v =>
        {
            kept.Add(v.Exp());
            return kept[^1].Sin();
        }, x.Tanh()).Sum().Backward();
        for (int i = 0; i < 20; i++)
            (x * i).Exp().Sum().Backward();
        kept.Should().HaveCount(2);
        Nd(kept[1]).Should().Equal(Nd(kept[0]));
    }

    [Fact]
    public void Hooks_of_what_is_read_from_outside_see_the_whole_gradient_once()
    {
        Tensor weight = Tensor.Parameter(Tensor.From(2.0)), hidden = weight * 1;
        List<double> seen = [];
        hidden.OnGradient(gradient => { seen.Add(gradient.ToDouble()); return null; });
        (Differentiate.Checkpoint(v => v * hidden, Point).Sum() + hidden).Backward();
        seen.Should().ContainSingle().Which.Should().BeApproximately(1.8, 1e-14);
    }

    private static double[] Nd(Tensor x) => Laws.Nd.Of(x).Data;

    private static void Close(double[] found, double[] expected) =>
        found.Zip(expected, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-13);
}
