namespace Autograd.Tests;

/// <summary>What Backward adds up, where, and what it leaves alone.</summary>
public class BackwardTests
{
    private readonly Tensor x = Tensor.Parameter(Tensor.From([1.0, 2, 3]), "x");

    [Fact]
    public void LeavesAccumulateUntilZeroed()
    {
        (x * x).Sum().Backward();
        x.Grad.ShouldHold(2, 4, 6);
        (x * 10).Sum().Backward();
        x.Grad.ShouldHold(12, 14, 16);
        x.ZeroGrad();
        x.Grad.Should().BeNull();
        x.Sum().Backward();
        x.Grad.ShouldHold(1, 1, 1);
    }

    [Fact]
    public void ALeafUsedManyTimesSumsAllItsUses()
    {
        Tensor y = x;
        for (int i = 0; i < 50; i++)
            y += x * i;
        y.Sum().Backward();
        x.Grad.ShouldHold(1226, 1226, 1226);
    }

    [Fact]
    public void ALeafMayBeTheOutput()
    {
        x.Backward(Tensor.From([4.0, 5, 6]));
        x.Backward(Tensor.From([1.0, 1, 1]));
        x.Grad.ShouldHold(5, 6, 7);
        Tensor scalar = Tensor.Parameter(Tensor.From(3f));
        scalar.Backward();
        scalar.Grad.ShouldHold([], 1);
    }

    [Fact]
    public void TheUpstreamWeighsTheResults()
    {
        Tensor upstream = Tensor.From([1.0, 0, -2]);
        x.Square().Backward(upstream);
        x.Grad.ShouldHold(2, 0, -12);
        upstream.ShouldHold(1, 0, -2);
    }

    [Fact]
    public void TheUpstreamIsNeverWrittenTo()
    {
        Tensor upstream = Tensor.From([1.0, 2, 3]);
        x.Backward(upstream);
        x.Grad.ShouldHold(1, 2, 3);
        x.Backward(upstream);
        (x + x + x).Backward(upstream);
        upstream.ShouldHold(1, 2, 3);
        x.Grad.ShouldHold(5, 10, 15);
    }

    [Fact]
    public void AGradientOnceReadIsNeverWrittenTo()
    {
        foreach (int size in (int[])[3, 5000])
        {
            Tensor leaf = Tensor.Parameter(Tensor.Ones<double>(size));
            leaf.Square().Sum().Backward();
            Tensor first = leaf.Grad!;
            ReadOnlySpan<double> span = first.AsSpan<double>();
            leaf.Square().Sum().Backward();
            Tensor second = leaf.Grad!;
            leaf.ZeroGrad();
            (leaf * 7).Sum().Backward();
            first.ToArray<double>().Should().OnlyContain(static value => value == 2);
            second.ToArray<double>().Should().OnlyContain(static value => value == 4);
            span.ToArray().Should().OnlyContain(static value => value == 2);
            leaf.Grad!.ToArray<double>().Should().OnlyContain(static value => value == 7);
        }
    }

    [Fact]
    public void GradientsOfTwoLeavesDoNotShareMemory()
    {
        Tensor a = Tensor.Parameter(Tensor.Ones<double>(600)), b = Tensor.Parameter(Tensor.Ones<double>(600));
        Tensor sum = (a + b).RetainGrad();
        sum.Sum().Backward();
        (a * 2).Sum().Backward();
        a.Grad!.ToArray<double>().Should().OnlyContain(static value => value == 3);
        b.Grad!.ToArray<double>().Should().OnlyContain(static value => value == 1);
        sum.Grad!.ToArray<double>().Should().OnlyContain(static value => value == 1);
    }

    [Fact]
    public void RetainGradKeepsAnInnerGradient()
    {
        Tensor y = x.Square(), z = y.RetainGrad() * 3;
        z.Sum().Backward();
        y.Grad.ShouldHold(3, 3, 3);
        z.Grad.Should().BeNull();
        x.Grad.ShouldHold(6, 12, 18);
        y.ZeroGrad();
        y.Grad.Should().BeNull();
    }

    [Fact]
    public void ARetainedTapeCanBeWalkedAgain()
    {
        Tensor loss = x.Square().Sum();
        loss.Backward(retainGraph: true);
        loss.Backward(retainGraph: true);
        x.Grad.ShouldHold(4, 8, 12);
        loss.Backward();
        x.Grad.ShouldHold(6, 12, 18);
        new Action(() => loss.Backward()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void CreateGraphGivesEveryOrder()
    {
        // x⁵: 5x⁴, 20x³, 60x², 120x, 120, 0.
        Tensor[] derivatives = Derivatives.OfOrders(static x => x.Square() * x * x.Square(), Tensor.From([2.0, -1]), orders: 5);
        derivatives[0].ShouldHold(80, 5);
        derivatives[1].ShouldHold(160, -20);
        derivatives[2].ShouldHold(240, 60);
        derivatives[3].ShouldHold(240, -120);
        derivatives[4].ShouldHold(120, 120);
    }

    [Fact]
    public void GradientsOfMixedPartialsAgree()
    {
        Tensor y = Tensor.Parameter(Tensor.From(3.0)), z = Tensor.Parameter(Tensor.From(2.0));
        (y * y * z * z * z).Backward(createGraph: true);
        Tensor byY = y.Grad!, byZ = z.Grad!;
        y.ZeroGrad();
        z.ZeroGrad();
        byY.Backward(retainGraph: true);
        z.Grad.ShouldHold([], 6 * 3 * 4);
        y.Grad.ShouldHold([], 2 * 8);
        y.ZeroGrad();
        z.ZeroGrad();
        byZ.Backward();
        y.Grad.ShouldHold([], 6 * 3 * 4);
        z.Grad.ShouldHold([], 6 * 9 * 2);
    }

    [Fact]
    public void AGradientMayEnterALoss()
    {
        x.Square().Sum().Backward(createGraph: true);
        Tensor penalty = x.Grad!.Square().Sum();
        x.ZeroGrad();
        penalty.Backward();
        x.Grad.ShouldHold(8, 16, 24);
    }

    [Fact]
    public void WithoutCreateGraphGradientsAreConstants()
    {
        x.Square().Sum().Backward();
        x.Grad!.RequiresGrad.Should().BeFalse();
    }

    [Fact]
    public void DetachStopsTheGradient()
    {
        (x * x.Detach()).Sum().Backward();
        x.Grad.ShouldHold(1, 2, 3);
        x.Detach().RequiresGrad.Should().BeFalse();
    }

    [Fact]
    public void TheResultDoesNotDependOnRepetition()
    {
        Tensor data = Tensor.Normal<float>(new Random(3), 37, 29), weight = Tensor.Parameter(Tensor.Normal<float>(new Random(4), 29, 31));
        Tensor[] gradients = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            weight.ZeroGrad();
            data.MatMul(weight).Tanh().Softmax().Log().Mean().Backward();
            return weight.Grad!;
        })];
        foreach (Tensor gradient in gradients)
            gradient.ShouldBeExactly(gradients[0]);
    }

    [Fact]
    public void AChainOfAMillionOperations()
    {
        Tensor leaf = Tensor.Parameter(Tensor.From(0.5f)), y = leaf;
        for (int i = 0; i < 1_000_000; i++)
            y = -y;
        y.Backward();
        leaf.Grad.ShouldHold([], 1);
        y.ToDouble().Should().Be(0.5);
    }

    [Fact]
    public void ADiamondOfSixtyLevelsVisitsEachNodeOnce()
    {
        Tensor leaf = Tensor.Parameter(Tensor.From(1.0)), y = leaf;
        for (int level = 0; level < 60; level++)
            y += y;
        Autograd.Tape.Of(y).Nodes.Should().HaveCount(61);
        y.Backward(createGraph: true);
        leaf.Grad!.ToDouble().Should().Be(Math.Pow(2, 60));
    }

    [Fact]
    public void TwoThreadsMayWalkGraphsThatShareConstants()
    {
        Tensor constant = Tensor.Normal<double>(new Random(1), 40, 40);
        Tensor Gradient(int seed)
        {
            Tensor weight = Tensor.Parameter(Tensor.Normal<double>(new Random(seed), 40, 40));
            for (int i = 0; i < 20; i++)
                constant.MatMul(weight).Tanh().Square().Mean().Backward();
            return weight.Grad!;
        }

        Tensor[] alone = [.. Enumerable.Range(0, 8).Select(Gradient)], together = new Tensor[8];
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, seed => together[seed] = Gradient(seed));
        foreach ((Tensor one, Tensor other) in alone.Zip(together))
            other.ShouldBeExactly(one);
    }

    [Fact]
    public void EmptyAndScalarGraphsAreDifferentiatedToo()
    {
        Tensor empty = Tensor.Parameter(Tensor.Zeros<double>(0, 3)), scalar = Tensor.Parameter(Tensor.From(2.0));
        ((empty * 2).Exp().Sum() + scalar * scalar).Backward();
        empty.Grad.ShouldHold([0, 3]);
        scalar.Grad.ShouldHold([], 4);
        empty.ZeroGrad();
        empty.MatMul(Tensor.Ones<double>(3, 2)).Backward(Tensor.Zeros<double>(0, 2));
        empty.Grad.ShouldHold([0, 3]);
    }
}
