namespace Autograd.Tests;

/// <summary>A walk that fails anywhere leaves nothing at any leaf, and its tape as it was.</summary>
public sealed class FailedWalkTests
{
    private sealed class Fault : Exception;

    private static bool fails;

    /// <summary>Ways to fail, in h = a · b before and y = h + c behind it: the walk reaches c first, then h, then b and a.</summary>
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor>> Ways = new()
    {
        ["a hook on the leaf that the walk reaches last"] = (a, b, c) => Hooked(a) * b + c,
        ["a hook on the leaf that the walk reaches first"] = (a, b, c) => a * b + Hooked(c),
        ["a hook on a leaf between"] = (a, b, c) => a * Hooked(b) + c,
        ["a hook on a tensor between"] = (a, b, c) => Hooked(a * b) + c,
        ["a rule of one's own"] = (a, b, c) => new Faulty().Apply(a * b) + c,
        ["an anomaly"] = (a, b, c) => (fails ? (a * b - a * b).Sqrt() : a * b) + c,
        ["a function evaluated again"] = (a, b, c) => Differentiate.Checkpoint(static x => fails ? throw new Fault() : x * 1, a * b) + c,
    };

    public static TheoryData<string, bool, bool> Cases => [.. Ways.Keys.SelectMany(way =>
        new[] { (way, false, false), (way, true, false), (way, false, true), (way, true, true) })];

    [Theory, MemberData(nameof(Cases))]
    public void Leaves_get_nothing_of_it(string way, bool collectedBefore, bool createGraph)
    {
        fails = false;
        Tensor a = Leaf(2), b = Leaf(3), c = Leaf(5);
        Tensor[] leaves = [a, b, c];
        if (collectedBefore)
            (a + b + c).Sum().Backward();
        Tensor?[] before = [.. leaves.Select(static leaf => leaf.Node!.PeekGrad())];
        double[]?[] numbers = [.. before.Select(static gradient => gradient?.ToArray<double>())];
        fails = way == "an anomaly";
        using (fails ? Autograd.Tape.DetectAnomaly() : default)
        {
            Tensor loss = Ways[way](a, b, c).Sum();
            fails = true;
            for (int walk = 0; walk < 2; walk++)
                FluentActions.Invoking(() => loss.Backward(createGraph: createGraph)).Should().Throw<Exception>()
                    .Where(error => error is Fault || error is AnomalyException);
            for (int i = 0; i < leaves.Length; i++)
            {
                leaves[i].Node!.PeekGrad().Should().BeSameAs(before[i]);
                leaves[i].Node!.PeekGrad()?.ToArray<double>().Should().Equal(numbers[i]!);
            }

            if (way == "an anomaly")
                return;
            fails = false;
            loss.Backward(createGraph: createGraph);
        }

        int one = collectedBefore ? 1 : 0;
        a.Grad!.ToArray<double>().Should().OnlyContain(g => g == 3 + one, "∂(a·b + c)/∂a = b");
        b.Grad!.ToArray<double>().Should().OnlyContain(g => g == 2 + one);
        c.Grad!.ToArray<double>().Should().OnlyContain(g => g == 1 + one);
    }

    [Fact]
    public void A_tensor_that_retains_its_gradient_gets_nothing_either()
    {
        fails = true;
        Tensor a = Leaf(2), h = (a * 3).RetainGrad(), loss = (Hooked(a) * h).Sum();
        FluentActions.Invoking(() => loss.Backward()).Should().Throw<Fault>();
        h.Grad.Should().BeNull();
        fails = false;
        loss.Backward();
        h.Grad!.ToArray<double>().Should().OnlyContain(g => g == 2);
    }

    [Fact]
    public void A_parameter_that_a_hook_assigns_under_rules_still_to_come_is_noticed()
    {
        Tensor a = Leaf(2), b = Leaf(3), product = a * b, loss = product.Square().Sum();
        product.OnGradient(_ =>
        {
            b.Assign(Tensor.Full(7.0, 200));
            return null;
        });
        FluentActions.Invoking(() => loss.Backward()).Should().Throw<InvalidOperationException>().WithMessage("Multiply: the parameter * was assigned*");
        a.Grad.Should().BeNull();
        b.Grad.Should().BeNull();
    }

    [Fact]
    public void A_hook_may_step_the_parameter_whose_gradient_has_arrived()
    {
        Tensor a = Leaf(2), b = Leaf(3), loss = (a * b).Sum();
        a.OnGradient(gradient =>
        {
            a.Assign(a.Detach() - 0.5 * gradient);
            return null;
        });
        loss.Backward();
        a.ToArray<double>().Should().OnlyContain(v => v == 0.5);
        b.Grad!.ToArray<double>().Should().OnlyContain(g => g == 2);
    }

    [Fact]
    public void A_gradient_whose_scope_has_ended_is_refused_before_anything_is_added()
    {
        Tensor a = Leaf(2), b = Leaf(3);
        (a + b).Sum().Backward();
        a.OnGradient(gradient =>
        {
            using TensorScope scope = new();
            return gradient * 2;
        });
        FluentActions.Invoking(() => (a * b).Sum().Backward()).Should().Throw<ObjectDisposedException>().WithMessage("*scope*");
        a.Grad!.ToArray<double>().Should().OnlyContain(g => g == 1);
        b.Grad!.ToArray<double>().Should().OnlyContain(g => g == 1);
    }

    private static Tensor Leaf(double value) => Tensor.Parameter(Tensor.Full(value, 200));

    private static Tensor Hooked(Tensor x)
    {
        x.OnGradient(static gradient => fails ? throw new Fault() : null);
        return x;
    }

    private sealed class Faulty : UnaryFunction
    {
        protected override Tensor Forward(Tensor x) => x * 1;

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => fails ? throw new Fault() : upstream * 1;
    }
}
