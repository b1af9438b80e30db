using FluentAssertions.Execution;

namespace Autograd.Tests.Differentiating;

/// <summary>What derivatives cost in nodes that their walks list: a level costs by its own length, however long the tape outside.</summary>
public sealed class WalkLengthTests
{
    private static readonly Tensor V = Tensor.From([0.25, -0.5]), W = Tensor.Parameter(Tensor.From([0.5, 0.75]));

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Inner = new()
    {
        ["Gradient"] = y => Differentiate.Gradient(Energy, y),
        ["Gradient, curried"] = y => Differentiate.Gradient(Energy)(y),
        ["Gradients"] = y => Differentiate.Gradients((a, b) => Energy(a) * Energy(b), y, y).Item1,
        ["Gradients of results"] = y =>
        {
            Tensor input = y * 1;
            return Differentiate.Gradients(Energy(input), [input], createGraph: true)[0];
        },
        ["ValueAndGradient"] = y => Differentiate.ValueAndGradient(Energy, y) is var (value, gradient) ? value * gradient : y,
        ["Jvp"] = y => Differentiate.Jvp(Field, y, V).Tangent,
        ["Jvp along what is recorded"] = y => Differentiate.Jvp(Field, y, y).Tangent,
        ["Vjp"] = y => Differentiate.Vjp(Field, y).Pullback(V),
        ["Linearize"] = y => Differentiate.Linearize(Field, y).Pushforward(V),
        ["Jacobian, forward"] = y => Differentiate.Jacobian(Field, y, JacobianMode.Forward).Sum(1),
        ["Jacobian, reverse"] = y => Differentiate.Jacobian(Field, y, JacobianMode.Reverse).Sum(1),
        ["Hessian"] = y => Differentiate.Hessian(Energy, y).Sum(1),
        ["HessianVectorProduct"] = y => Differentiate.HessianVectorProduct(Energy, y, V),
        ["HessianVectorProduct of several"] = y => Differentiate.HessianVectorProduct(x => Energy(x[0]) * Energy(x[1]), [y, y], [V, V])[0],
        ["HessianDiagonal"] = y => Differentiate.HessianDiagonal(Energy, y),
        ["Laplacian"] = y => Differentiate.Laplacian(Energy, y) * V,
        ["Divergence"] = y => Differentiate.Divergence(Field, y) * V,
        ["JacobianDeterminant"] = y => Differentiate.JacobianDeterminant(Field, y).LogAbs * V,
        ["Checkpoint"] = y => Differentiate.Checkpoint(Field, y),
        ["Checkpoint of a gradient"] = y => Differentiate.Checkpoint(Differentiate.Gradient(Energy), y),
        ["a gradient's gradient"] = y => Differentiate.Gradient(x => Differentiate.Gradient(Energy, x).Square().Sum(), y),
        ["a function of one's own"] = y => Differentiate.WithGradient(x => x.Square(), (x, _, upstream) => upstream * Differentiate.Gradient(Energy, x))(y),
    };

    public static TheoryData<string> Names => [.. Inner.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_level_costs_the_same_at_the_beginning_of_the_outer_tape_and_far_along(string name)
    {
        using AssertionScope _ = new();
        foreach (bool forward in (bool[])[false, true])
        {
            (long[] steps, long whole) = Outer(Inner[name], 800, forward);
            steps.Distinct().Should().ContainSingle("each step does the same").Which.Should().BeLessThan(300);
            (long few, long more) = (Outer(Inner[name], 25, forward).Whole, Outer(Inner[name], 50, forward).Whole);
            (whole - more).Should().Be((more - few) / 25 * 750, "all walks together, that of the outer level too, grow with the number of steps alone");
        }
    }

    [Fact]
    public void A_gradient_lists_its_tape_once()
    {
        Tensor x = Tensor.From([1.0, 2.0]);
        const int nodes = 1002;      // the input, a thousand products and the sum
        Listed(() => Differentiate.Gradient(Chain, x)).Should().Be(nodes);
        Listed(() => Differentiate.ValueAndGradient(Chain, x)).Should().Be(nodes);
        Listed(() => Differentiate.Jvp(Chain, x, V)).Should().Be(nodes);
        Listed(() => Differentiate.Jacobian(t => Chain(t) * V, x, JacobianMode.Reverse)).Should().Be(nodes + 1);
        Listed(() =>
        {
            Func<Tensor, Tensor> pullback = Differentiate.Vjp(Chain, x).Pullback;
            for (int i = 0; i < 10; i++)
                pullback(Tensor.From(1.0));
        }).Should().Be(nodes);

        Tensor Chain(Tensor t)
        {
            Tensor y = t;
            for (int i = 0; i < 1000; i++)
                y = y * 0.5;
            return y.Sum();
        }
    }

    [Fact]
    public void Backward_lists_its_tape_once()
    {
        Tensor y = W;
        for (int i = 0; i < 1000; i++)
            y = y * 0.5;
        Tensor sum = y.Sum();
        Listed(() => sum.Backward()).Should().Be(1002);
    }

    /// <summary>The derivative of a loop over inner derivatives: the nodes that each listed, and all.</summary>
    private static (long[] Steps, long Whole) Outer(Func<Tensor, Tensor> inner, int count, bool forward)
    {
        long[] steps = new long[count];
        Tensor x = Tensor.From([0.5, -0.25]);
        long whole = Listed(() =>
        {
            if (forward)
                Differentiate.Jvp(Loop, x, V);
            else
                Differentiate.Gradient(t => Loop(t).Sum(), x);
        });
        return (steps, whole);

        Tensor Loop(Tensor y)
        {
            for (int i = 0; i < count; i++)
                steps[i] = Listed(() => y = 0.5 * y + 0.01 * inner(y).Tanh());
            return y;
        }
    }

    private static Tensor Energy(Tensor y) => (W * y.Square() + y * y.Exp()).Sum();

    private static Tensor Field(Tensor y) => W * y.Square() + y.Exp();

    private static long Listed(Action action)
    {
        long before = NodeList.Listed;
        action();
        return NodeList.Listed - before;
    }
}
