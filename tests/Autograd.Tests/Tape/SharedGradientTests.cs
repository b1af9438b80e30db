using Autograd.Optimization;

namespace Autograd.Tests;

/// <summary>
/// A walk hands memory that several gradients stand in to a leaf without a copy: no later walk, clipping or hook may show that.
/// The weights make each gradient a whole tensor in the walk's memory, and every element's another number.
/// </summary>
public class SharedGradientTests
{
    private const int Size = 1000;

    public static TheoryData<DType, int> TypesAndSizes => new()
    {
        { DType.Float32, 1 }, { DType.Float32, 7 }, { DType.Float32, Size },
        { DType.Float64, 1 }, { DType.Float64, 7 }, { DType.Float64, Size },
    };

    [Theory, ClassData(typeof(BothTypes))]
    public void TwoWalksCountTwiceInBothLeaves(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        for (int walk = 0; walk < 2; walk++)
            (a + b).Sum().Backward();
        ShouldBe(a.Grad, _ => 2);
        ShouldBe(b.Grad, _ => 2);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void ManyWalksAddUpInEachLeafAlone(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        for (int walk = 1; walk <= 5; walk++)
        {
            Weighted(a + b).Backward();
            Weighted(a).Backward();
            ShouldBe(Peek(a), i => 2 * walk * Weight(i));
            ShouldBe(Peek(b), i => walk * Weight(i));
        }
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void ARetainedTapeCountsTwiceToo(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        Tensor loss = Weighted(a + b);
        loss.Backward(retainGraph: true);
        loss.Backward();
        ShouldBe(a.Grad, i => 2 * Weight(i));
        ShouldBe(b.Grad, i => 2 * Weight(i));
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void ARetainedGradientIsSharedWithNoLeaf(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        Tensor sum = (a + b).RetainGrad();
        Weighted(sum).Backward();
        Weighted(a - 2 * b).Backward();
        ShouldBe(sum.Grad, Weight);
        ShouldBe(a.Grad, i => 2 * Weight(i));
        ShouldBe(b.Grad, i => -Weight(i));
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void ClippingOneLeavesTheOther(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        (a + b).Exp().Sum().Backward();
        double slope = Math.Exp(2), norm = slope * Math.Sqrt(Size);
        new[] { a }.ClipGradNorm(1).Should().BeApproximately(norm, 1e-6 * norm);
        a.Grad.ShouldHold([.. Enumerable.Repeat(1 / Math.Sqrt(Size), Size)], "it is clipped to a norm of 1");
        b.Grad.ShouldHold([.. Enumerable.Repeat(slope, Size)], "it is not clipped");
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void ClippingBothScalesEachOnce(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        Weighted(a + b).Backward();
        double norm = Math.Sqrt(2 * Enumerable.Range(0, Size).Sum(i => Weight(i) * Weight(i)));
        new[] { a, b }.ClipGradNorm(norm / 4);
        foreach (Tensor leaf in (Tensor[])[a, b])
            leaf.Grad.ShouldHold([.. Enumerable.Range(0, Size).Select(i => Weight(i) / 4)], "the norm of both is four times as large");
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void AGradientReadBetweenWalksKeepsItsNumbers(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        Weighted(a + b).Backward();
        Tensor first = a.Grad!;
        Weighted(a + b).Backward();
        Tensor second = b.Grad!;
        new[] { a, b }.ClipGradNorm(1);
        a.ZeroGrad();
        Weighted(a + b).Backward();
        ShouldBe(first, Weight);
        ShouldBe(second, i => 2 * Weight(i));
        ShouldBe(a.Grad, Weight);
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void WhatHooksKeptStays(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        List<Tensor> kept = [];
        a.OnGradient(Keep);
        for (int walk = 0; walk < 5; walk++)
        {
            Tensor sum = a + b;
            sum.OnGradient(Keep);
            Weighted(sum).Backward();
            new[] { a, b }.ClipGradNorm(1);
            if (walk == 2)
                b.ZeroGrad();
        }

        kept.Should().HaveCount(10);
        kept.ForEach(gradient => ShouldBe(gradient, Weight));

        Tensor? Keep(Tensor gradient)
        {
            kept.Add(gradient);
            return null;
        }
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void WhatAHookKeptIsNotWhatAnotherLeafAddsTo(DType type)
    {
        foreach (bool older in (bool[])[true, false])
        {
            (Tensor a, Tensor b) = (Ones(type), Ones(type));
            Tensor? kept = null;
            IDisposable hook = (older ? a : b).OnGradient(gradient => { kept = gradient; return null; });
            Weighted(a + b).Backward();
            hook.Dispose();
            for (int walk = 0; walk < 3; walk++)
                Weighted(a + b).Backward();
            ShouldBe(kept, Weight);
            ShouldBe(a.Grad, i => 4 * Weight(i));
            ShouldBe(b.Grad, i => 4 * Weight(i));
        }
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void GradientsOutliveAScopeApart(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        for (int step = 0; step < 3; step++)
        {
            using TensorScope scope = new();
            Weighted(a + b).Backward();
            Weighted(b).Backward();
        }

        Fill(type);
        ShouldBe(a.Grad, i => 3 * Weight(i));
        ShouldBe(b.Grad, i => 6 * Weight(i));
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void AWalkInsideAHookAddsToTheSameLeaves(DType type)
    {
        // The walk reaches c first and hands it what a is still to get; between them comes the hook of b.
        (Tensor a, Tensor b, Tensor c) = (Ones(type), Ones(type), Ones(type));
        Tensor other = Weighted(5 * c) + Weighted(b + c);
        bool inside = false;
        b.OnGradient(gradient =>
        {
            if (inside)
                return null;
            inside = true;
            other.Backward();
            Fill(type);
            return null;
        });
        Weighted(a + b + c).Backward();
        ShouldBe(a.Grad, Weight);
        ShouldBe(b.Grad, i => 2 * Weight(i));
        ShouldBe(c.Grad, i => 7 * Weight(i));
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void AWalkInsideAHookOfTheSumComesFirst(DType type)
    {
        (Tensor a, Tensor b) = (Ones(type), Ones(type));
        Tensor other = Weighted(a + 3 * b), sum = a + b;
        sum.OnGradient(gradient => { other.Backward(); return null; });
        Weighted(sum).Backward();
        ShouldBe(a.Grad, i => 2 * Weight(i));
        ShouldBe(b.Grad, i => 4 * Weight(i));
    }

    [Theory, ClassData(typeof(BothTypes))]
    public void AHookMayReadClipOrClearWhatAnotherLeafIsStillToCollect(DType type)
    {
        (Tensor a, Tensor b, Tensor c) = (Ones(type), Ones(type), Ones(type));
        Action[] acts = [() => c.Grad.Should().BeNull(), () => new[] { c }.ClipGradNorm(0), c.ZeroGrad];
        foreach (Action act in acts)
        {
            foreach (Tensor leaf in (Tensor[])[a, b, c])
                leaf.ZeroGrad();
            IDisposable hook = b.OnGradient(gradient => { act(); Fill(type); return null; });
            Weighted(a + b + c).Backward();
            hook.Dispose();
            ShouldBe(a.Grad, Weight);
            ShouldBe(b.Grad, Weight);
            ShouldBe(c.Grad, Weight);
        }
    }

    [Theory, MemberData(nameof(TypesAndSizes))]
    public void ALeafMeetsItself(DType type, int size)
    {
        Tensor x = Inputs(type, size);
        double[] at = x.Doubles();
        for (int walk = 1; walk <= 2; walk++)
        {
            (x * x).Sum().Backward();
            (x + x).Sum().Backward();
            (x.Exp() + x.Exp()).Sum().Backward();
            Peek(x).ShouldHold([.. at.Select(v => walk * (2 * v + 2 + 2 * Math.Exp(v)))], "d(x² + 2x + 2eˣ) = 2x + 2 + 2eˣ");
        }
    }

    [Theory, MemberData(nameof(TypesAndSizes))]
    public void BranchesOfADiamondMeet(DType type, int size)
    {
        Tensor x = Inputs(type, size);
        double[] at = x.Doubles();
        for (int walk = 1; walk <= 2; walk++)
        {
            Tensor y = x * 2;
            (y.Exp() * y.Sin()).Sum().Backward();
            Peek(x).ShouldHold([.. at.Select(v => walk * 2 * Math.Exp(2 * v) * (Math.Sin(2 * v) + Math.Cos(2 * v)))],
                "d(eʸ sin y) = eʸ (sin y + cos y), and dy = 2 dx");
        }
    }

    [Theory, MemberData(nameof(TypesAndSizes))]
    public void BranchesOfADiamondOfSumsMeet(DType type, int size)
    {
        // Every gradient below the exponential stands in one memory, and x receives it three times.
        Tensor x = Inputs(type, size), z = Inputs(type, size);
        double[] at = x.Doubles();
        Tensor y = x + z;
        ((y + x) + (x + z)).Exp().Sum().Backward();
        x.Grad.ShouldHold([.. at.Select(v => 3 * Math.Exp(5 * v))], "x is summed three times", tolerance: type == DType.Float32 ? 1e-5 : 1e-13);
        z.Grad.ShouldHold([.. at.Select(v => 2 * Math.Exp(5 * v))], "z is summed twice", tolerance: type == DType.Float32 ? 1e-5 : 1e-13);
    }

    private static double Weight(int i) => i % 16 + 1;

    private static Tensor Weighted(Tensor x) =>
        (x * Values.Vector(x.DType, [.. Enumerable.Range(0, Size).Select(Weight)])).Sum();

    private static Tensor Ones(DType type) => Values.Parameter(type, [.. Enumerable.Repeat(1.0, Size)]);

    private static Tensor Inputs(DType type, int size) =>
        Values.Parameter(type, [.. Enumerable.Range(0, size).Select(i => Math.Sin(i + 0.5))]);

    /// <summary>The gradient without marking it as read, so that the next walk may add in place.</summary>
    private static Tensor? Peek(Tensor leaf) => leaf.Node!.PeekGrad();

    /// <summary>Writes over every buffer of this size that was given back too early.</summary>
    private static void Fill(DType type)
    {
        using TensorScope scope = new();
        for (int i = 0; i < 20; i++)
            _ = Values.Vector(type, new double[Size]) - 1;
    }

    /// <summary>Exactly: sums of small whole numbers round nowhere.</summary>
    private static void ShouldBe(Tensor? gradient, Func<int, double> expected)
    {
        gradient.Should().NotBeNull();
        gradient!.Doubles().Should().Equal(Enumerable.Range(0, Size).Select(expected));
    }
}
