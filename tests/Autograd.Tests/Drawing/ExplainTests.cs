using Autograd.Drawing;
using Recorded = Autograd.Tape;

namespace Autograd.Tests.Drawing;

/// <summary>Explanations say where a gradient comes from, or why there is none.</summary>
public class ExplainTests
{
    private readonly Tensor x = Tensor.Parameter(Tensor.From(-2.0), "x");
    private readonly Tensor y = Tensor.Parameter(Tensor.From(5.0), "y");
    private readonly Tensor z = Tensor.Parameter(Tensor.From(-4.0), "z");

    [Fact]
    public void OnePathIsToldGateByGate()
    {
        string[] lines = Recorded.Of(((x + y).Named("q") * z).Named("f")).Explain(x).Split('\n');
        lines[0].Should().Be("The gradient of 'f' with respect to 'x' [] is −4.");
        lines[1].Should().Contain("one path");
        lines[2].Should().EndWith("−4");
        lines[3].Should().Contain("1 upstream").And.Contain("Multiply 'f'");
        lines[4].Should().Contain("× z = −4").And.Contain("swaps").And.EndWith("gives −4");
        lines[5].Should().Contain("× 1, by").And.Contain("Add 'q'").And.Contain("distributes").And.EndWith("gives −4");
    }

    // d(x³ + sin x)/dx at −2: the three factors of x³ give 4 each, the sine cos(−2) = −0.416147.
    [Fact]
    public void PathsAreSummedLargestFirst()
    {
        string text = Recorded.Of(x * x * x + x.Sin()).Explain(x);
        text.Should().Contain("is 11.5839.").And.Contain("the sum over 4 paths, largest first");
        string[] starts = [.. text.Split('\n').Where(static line => line.Length > 3 && line[3] == '.').Select(static line => line[5..])];
        starts.Should().Equal("4", "4", "4", "−0.416147");
    }

    [Fact]
    public void ManyPathsAreCountedAndTheLargestShown()
    {
        Tensor sum = x;
        for (int i = 0; i < 30; i++)
            sum += sum * 0.1;
        string text = Recorded.Of(sum).Explain(x);
        text.Should().Contain("1.07E+09 paths, of which these 10 are the largest found");
        text.Should().Contain("is 17.4494.", "1.1³⁰ = 17.4494");
    }

    // More partial products than any limit lie above the first whole path, since every factor is below 1.
    [Fact]
    public void APathArrivesHoweverManyThereAre()
    {
        Tensor sum = x;
        for (int i = 0; i < 40; i++)
            sum = sum * 0.5 + (sum * 0.4).Sin();
        Recorded.Of(sum).Explain(x).Should().Contain("1.1E+12 paths, of which these 10 are the largest found before the search ended").And.NotContain("result itself");
    }

    [Fact]
    public void ALongChainIsFollowedToItsEnd()
    {
        Tensor sum = x;
        for (int i = 0; i < 100_000; i++)
            sum += 1;
        Recorded tape = Recorded.Of(sum);
        long before = GC.GetAllocatedBytesForCurrentThread();
        tape.Explain(x).Should().Contain("is 1.").And.Contain("one path");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1L << 30, "no step may cost memory in proportion to the tape");
    }

    [Fact]
    public void WhatLargeGradientsHoldIsLimited()
    {
        Tensor large = Tensor.Parameter(Tensor.Ones<double>(100_000)), sum = large;
        for (int i = 0; i < 20; i++)
            sum = sum * 0.5 + (sum * 0.4).Sin();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Recorded.Of(sum).Explain(large).Should().Contain("1.05E+06 paths").And.Contain("found before the search ended");
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(4L << 30);
    }

    [Fact]
    public void ContributionsOfAllPathsSumToTheGradient()
    {
        Tensor v = Tensor.Parameter(Tensor.From([0.3, -0.7, 1.1])), u = v.Sin() * v, w = (u * v).Exp() + u;
        foreach (Recorded tape in new[] { Recorded.Of(x * x * x + x.Sin()), Recorded.Of(w), Recorded.Of(w.Sum(), u), Recorded.Of(u, v, v), Recorded.Of(u.Dot(v) * w) })
        {
            Node target = tape.Nodes.First(static node => node.IsLeaf);
            GradientPaths paths = GradientPaths.Of(tape, target, 1000);
            paths.Found.Count.Should().Be((int)paths.Count);
            paths.IsPartial.Should().BeFalse();
            Tensor sum = paths.Found.Select(static path => path.Gradient!).Aggregate(static (a, b) => a + b);
            (sum - paths.Total!).Abs().Max().ToDouble().Should().BeLessThan(1e-13);
        }
    }

    [Fact]
    public void AResultAboveAnotherIsToldWithItsOwnContribution()
    {
        Tensor two = (x * 2).Named("two"), ten = two * 5;
        Recorded.Of(two, ten).Explain(two).Should().Contain("is 6.").And.Contain("sum over 2 paths, largest first").And.Contain("  1. 5\n").And.Contain("  2. 1: it is a result itself");
    }

    [Fact]
    public void ElementsOfATensorAreToldTogether()
    {
        Tensor s = Tensor.Parameter(Tensor.From([0.0, 4.0]), "s");
        Recorded.Of(s.Sqrt().Sum()).Explain(s).Should().Contain("is [∞, 0.25]").And.Contain("0.5 / out = [∞, 0.25]").And.Contain("← here it becomes infinite");
    }

    [Fact]
    public void AGradientThatIsBlockedSaysWhere()
    {
        Recorded.Of(x.Floor() * 3).Explain(x).Should().Contain("Floor (blocks: its slope is 0), gives 0  ← here it becomes 0");
        Recorded.Of(x.Relu() * 3).Explain(x).Should().Contain("Relu (routes").And.Contain("← here it becomes 0");
    }

    [Fact]
    public void NaNIsTracedToItsGate()
    {
        Tensor zero = Tensor.Parameter(Tensor.From(0.0), "zero");
        Recorded.Of(Differentiate.WithGradient(static t => t, static (_, _, upstream) => upstream * double.NaN)(zero)).Explain(zero)
            .Should().Contain("← here it becomes NaN");
    }

    [Fact]
    public void AConstantHasNone() =>
        Recorded.Of(x * 2).Explain(Tensor.From(1.0).Named("c")).Should().StartWith("'c' [] has no gradient: it is a constant.");

    [Fact]
    public void WhatIsNotUsedHasNone()
    {
        Tensor result = x * 2;
        Recorded.Of(result).Explain(y).Should().Contain("no path leads from it").And.Contain("computed without it");
        Recorded.Of(result).Explain(result + y).Should().Contain("recorded after the result");
    }

    [Fact]
    public void ADetachedTensorIsNamedWhereItIsUsed()
    {
        Tensor inner = x.Exp().Named("inner"), result = inner.Detach() * y;
        Recorded.Of(result).Explain(inner).Should().Contain("Multiply uses a tensor").And.Contain("detached from").And.Contain("Exp [] 'inner'").And.Contain("where the way was cut");
        Recorded.Of(result).Explain(x).Should().Contain("detached from").And.Contain("may have been computed from it");
        Recorded.Of(result).Explain(inner.Detach().Exp()).Should().Contain("has no gradient: it was detached from");
    }

    [Theory]
    [InlineData(2), InlineData(60)]
    public void ACutIsKnownWhateverUsesTheTensor(int size)
    {
        Tensor source = Tensor.Parameter(Tensor.Ones<double>(size, size), "source"), cut = source.Detach();
        Tensor free = Tensor.Parameter(Tensor.Ones<double>(size, size)), bias = Tensor.Parameter(Tensor.Ones<double>(size));
        foreach (Tensor result in (Tensor[])[Tensor.Concat([free, cut]), Tensor.Stack([free, cut, free]), Tensor.Where(free.Detach().Greater(0), free, cut),
            Tensor.Where(free.Detach().Greater(0), cut, free), Tensor.Where(cut, free, free), cut.Linear(free, bias), free.Linear(cut, bias),
            free.Linear(free, (bias * 0 + source.Detach()[0]).Named("shifted")), free + cut, cut + free, free.MatMul(cut), cut.MatMul(free), cut * free])
        {
            Recorded tape = Recorded.Of(result.Sum());
            for (int i = 0; i < 2; i++)
            {
                tape.Explain(source).Should().Contain($"that leads no further down: it was detached from #{source.Node!.Order} Parameter [{size}, {size}] 'source'", "{0} {1}", result.Node!.Operation, i);
                tape.Results[0].Backward(retainGraph: i == 0);
            }

            tape.Explain(source).Should().Contain("That is where the way was cut");
        }
    }

    [Fact]
    public void EveryCutOperandIsNamed()
    {
        Tensor a = x.Exp(), result = Tensor.Concat([a.Detach().Reshape(1), y.Reshape(1), x.Detach().Reshape(1)]).Sum();
        Recorded.Of(result).Explain(x).Should().Contain("detached from #" + a.Node!.Order).And.Contain("detached from #" + x.Node!.Order);
    }

    [Fact]
    public void NoGradIsNamedWithTheOperationItSilenced()
    {
        Tensor silent;
        using (Recorded.NoGrad())
            silent = x.Exp() * 2;
        Recorded.Of(silent * y).Explain(x).Should().Contain("computed by Exp from").And.Contain("'x' under Tape.NoGrad()");
        Recorded.Of(silent * y).Explain(silent).Should().Contain("under Tape.NoGrad()");
    }

    [Fact]
    public void OperationsWithoutSlopeAreNamed() =>
        Recorded.Of(x.Greater(0) * y).Explain(x).Should().Contain("computed by Greater from").And.Contain("through which no gradient flows");

    [Fact]
    public void AReleasedTapeSaysSoAndWhatGradHolds()
    {
        Tensor result = x * y;
        result.Backward();
        Recorded.Of(result).Explain(x).Should().Contain("released by an earlier Backward").And.Contain("retainGraph: true").And.Contain("or explain before Backward.")
            .And.Contain("Its Grad holds 5, collected by Backward.");
    }

    [Fact]
    public void TheStructureOfAReleasedTapeIsTold()
    {
        Tensor result = ((x.Exp().Floor() + x * y) * z).Named("f");
        result.Backward();
        string[] lines = Recorded.Of(result).Explain(x).Split('\n');
        lines[1].Should().Be("The structure is known without its numbers.");
        lines[2].Should().Be("It is the sum over 2 paths:");
        lines[3].Should().StartWith("  1. from #").And.EndWith("Multiply 'f'");
        lines[4].Should().Contain("by #").And.Contain("swaps");
        lines.Should().Contain(static line => line.EndsWith("Floor (blocks: its slope is 0)  ← here it becomes 0"));
        lines.Should().NotContain(static line => line.Contains("gives"));
        Recorded.Of(result).Explain(result).Should().Contain("It is a result itself");
    }

    [Fact]
    public void ManyPathsOfAReleasedTapeAreCounted()
    {
        Tensor sum = x;
        for (int i = 0; i < 30; i++)
            sum += sum * 0.1;
        sum.Backward();
        Recorded.Of(sum).Explain(x).Should().Contain("1.07E+09 paths, of which these are 10:");
    }

    [Fact]
    public void SumsOverWhatWasRepeatedAreNoGrowth()
    {
        Tensor rows = Tensor.Parameter(Tensor.Ones<double>(2000, 2));
        Recorded.Of(rows * x).Explain(x).Should().Contain(", summed over what was repeated, gives 4000").And.NotContain("grows");
        Recorded.Of(x * 1e4).Explain(x).Should().Contain("here it grows").And.NotContain("repeated");
    }

    [Fact]
    public void SteadyShrinkingAndGrowthAreSaid()
    {
        Tensor small = x, large = x;
        for (int i = 0; i < 15; i++)
            (small, large) = (small * 0.1, large * 10);
        Recorded.Of(small).Explain(x).Should().Contain("It vanishes: 1E−15 of the upstream").And.NotContain("←");
        Recorded.Of(large).Explain(x).Should().Contain("It explodes: 1E+15 times the upstream").And.NotContain("←");
    }

    [Fact]
    public void NaNAfterInfinityIsMarkedToo()
    {
        Tensor zero = Tensor.Parameter(Tensor.From(0.0), "zero");
        string text = Recorded.Of(Differentiate.WithGradient(static t => t, static (_, _, upstream) => upstream - upstream)(zero).Sqrt()).Explain(zero);
        text.Should().Contain("Sqrt").And.Contain("← here it becomes infinite").And.Contain("← here it becomes NaN");
    }

    [Fact]
    public void TheFirstValueThatIsNotFiniteIsNamed()
    {
        Tensor large = Tensor.Parameter(Tensor.From(1000.0), "large"), e = large.Exp().Named("e");
        Recorded.Of(e * x + 1).Explain(x).Should().Contain($"The first value that is not finite is #{e.Node!.Order} Exp 'e': ∞.");
        Recorded.Of(Tensor.From(double.NaN).Named("mask") * x).Explain(x).Should().Contain("not finite is a constant 'mask' [] of #").And.Contain("Multiply: NaN.");
        Recorded.Of(x * y).Explain(x).Should().NotContain("not finite");
    }

    [Fact]
    public void LongPathsAreToldByTheirEndsAndWhatStandsOut()
    {
        Tensor chain = x;
        for (int i = 0; i < 300; i++)
            chain = chain.Sin();
        chain = chain.Floor();
        for (int i = 0; i < 300; i++)
            chain += 1;
        string[] lines = Recorded.Of(chain).Explain(x).Split('\n');
        lines.Should().HaveCount(1 + 1 + 2 + 8 + 1 + 1 + 1 + 8 + 1);
        lines[12].Should().Be("       … 292 gates between");
        lines[13].Should().Contain("Floor").And.Contain("← here it becomes 0");
        lines[14].Should().Be("       … 292 gates between");
    }

    [Fact]
    public void ARuleThatFailsIsASentence()
    {
        Tensor result = Differentiate.WithGradient(static t => t * 2, static (_, _, _) => throw new InvalidCastException("no such cast."))(x) * y;
        Recorded.Of(result).Explain(x).Should().Contain("cannot be computed, because a rule failed: InvalidCastException, no such cast.\n").And.Contain("It comes along one path:").And.Contain("swaps");
    }

    [Fact]
    public void AGradThatDiffersIsToldApart()
    {
        Tensor result = x * y;
        result.Backward(retainGraph: true);
        Recorded.Of(result).Explain(x).Should().EndWith("Its Grad holds 5, collected by Backward.");
        result.Backward(retainGraph: true);
        Recorded.Of(result).Explain(x).Should().EndWith("Its Grad holds 10, collected by Backward: from other walks too, or with another upstream or hooks.");
    }

    [Fact]
    public void InputsOfADifferentiatedFunctionGetNoAdviceAboutGrad()
    {
        string text = "";
        Differentiate.Gradient(t => { Tensor result = t * t; text = Recorded.Of(result).Explain(t); return result; })(Tensor.From(3.0));
        text.Should().Contain("is 6.").And.NotContain("Grad");
    }

    [Fact]
    public void AnAssignedParameterIsNamed()
    {
        Tensor result = x * y;
        y.Assign(Tensor.From(1.0));
        Recorded.Of(result).Explain(x).Should().Contain("'y' [] was assigned after it was recorded");
    }

    [Fact]
    public void AnEndedScopeIsNamed()
    {
        Tensor large = Tensor.Parameter(Tensor.Ones<float>(2000)), result;
        using (TensorScope scope = new())
            result = scope.Keep(large.Exp().Sum());
        Recorded.Of(result).Explain(large).Should().Contain("the scope of [2000] has ended");
    }

    [Fact]
    public void NothingRecordedIsSaid() => Recorded.Of(Tensor.From(1.0)).Explain(x).Should().Contain("nothing was recorded");

    [Fact]
    public void AResultItselfIsWhereItBegins()
    {
        Tensor result = x * y;
        Recorded.Of(result).Explain(result).Should().Contain("is 1.").And.Contain("It is a result itself").And.Contain("RetainGrad()");
    }

    [Fact]
    public void NothingIsChanged()
    {
        int calls = 0;
        Tensor inner = x.Exp(), result = inner * y;
        using IDisposable hook = inner.OnGradient(_ => { calls++; return null; });
        string first = Recorded.Of(result).Explain(x);
        Recorded.Of(result).Explain(x).Should().Be(first);
        (calls, x.Grad).Should().Be((0, null));
        result.Backward();
        calls.Should().Be(1);
    }
}
