namespace Autograd.Tests;

/// <summary>What ends with a scope, and what outlives it. Small tensors and pooled ones both.</summary>
public class TensorScopeTests
{
    public static TheoryData<int> Sizes => [1, 3, 5000];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ReadingAfterTheEndThrows(int size)
    {
        Tensor made, view, detached;
        using (new TensorScope())
        {
            made = Tensor.Ones<float>(size);
            (view, detached) = (made[..1], made.Detach());
            made.Sum().ToDouble().Should().Be(size);
        }

        foreach (Tensor tensor in (Tensor[])[made, view, detached])
            tensor.Invoking(static tensor => tensor.ToArray<float>()).Should().Throw<ObjectDisposedException>()
                .Which.Should().BeAssignableTo<IAutogradError>().Which.Remedy.Should().Contain("Keep");
        made.Shape.Should().Equal([size], "shape and type are still there");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void WhatWasMadeOutsideStays(int size)
    {
        Tensor before = Tensor.Ones<double>(size), view;
        using (new TensorScope())
            view = before.Reshape(size, 1);
        before.Sum().ToDouble().Should().Be(size);
        view.Sum().ToDouble().Should().Be(size);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void KeepTakesTensorsSequencesAndTuples(int size)
    {
        Tensor single, first, second, third, fourth, lost;
        List<Tensor> list;
        using (TensorScope scope = new())
        {
            single = scope.Keep(Tensor.Ones<float>(size));
            list = scope.Keep<List<Tensor>>([Tensor.Ones<float>(size), Tensor.Ones<float>(size)]);
            (first, (second, Tensor[] both)) = scope.Keep((Tensor.Ones<float>(size), (Tensor.Ones<float>(size), new[] { Tensor.Ones<float>(size), Tensor.Ones<float>(size) })));
            (third, fourth) = (both[0], both[1]);
            lost = Tensor.Ones<float>(size);
        }

        foreach (Tensor kept in (Tensor[])[single, .. list, first, second, third, fourth])
            kept.Sum().ToDouble().Should().Be(size);
        lost.Invoking(static lost => lost.ToArray<float>()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void KeepOfAViewKeepsItsMemory()
    {
        Tensor row;
        using (TensorScope scope = new())
            row = scope.Keep(Values.Counting(100, 100)[7]);
        row.ToArray<double>()[3].Should().Be(703);
    }

    [Fact]
    public void KeepRefusesAnythingElseBeforeMovingAnything()
    {
        Tensor tensor;
        using (TensorScope scope = new())
        {
            tensor = Tensor.From(1.0);
            foreach (Action keep in (Action[])[() => scope.Keep("text"), () => scope.Keep(5), () => scope.Keep((tensor, 5)), () => scope.Keep(new[] { 1, 2 })])
                Refusal.Thrown<ArgumentException>("TensorScope.Keep", [], keep);
        }

        tensor.Invoking(static tensor => tensor.ToDouble()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void KeepRefusesWhatHasEnded()
    {
        TensorScope scope = new();
        Tensor tensor = Tensor.From(1.0);
        scope.Dispose();
        scope.Invoking(scope => scope.Keep(tensor)).Should().Throw<ObjectDisposedException>();
        using TensorScope next = new();
        next.Invoking(next => next.Keep(tensor)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void NestedScopesHandTensorsOutwards()
    {
        Tensor inner, outer, outermost;
        using (TensorScope first = new())
        {
            using (TensorScope second = new())
            {
                inner = Tensor.From(1.0);
                outer = second.Keep(Tensor.From(2.0));
                outermost = first.Keep(second.Keep(Tensor.From(3.0)));
            }

            inner.Invoking(static inner => inner.ToDouble()).Should().Throw<ObjectDisposedException>();
            outer.ToDouble().Should().Be(2);
        }

        outer.Invoking(static outer => outer.ToDouble()).Should().Throw<ObjectDisposedException>();
        outermost.ToDouble().Should().Be(3);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void GradientsOfLeavesOutliveTheScope(int size)
    {
        Tensor weight = Tensor.Parameter(Tensor.Ones<double>(size)), other = Tensor.Parameter(Tensor.Ones<double>(size));
        for (int step = 1; step <= 3; step++)
        {
            using (new TensorScope())
                (weight * other * 2).Sum().Backward();
            weight.Grad!.ToArray<double>().Should().OnlyContain(value => value == 2 * step);
            other.Grad!.Sum().ToDouble().Should().Be(2 * step * size);
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void GradientsOutliveTheScopeWhicheverWayTheyCame(int size)
    {
        Tensor leaf = Tensor.Parameter(Tensor.Ones<double>(size));
        using (new TensorScope())
            leaf.Backward(Tensor.Ones<double>(size));
        leaf.Grad!.Sum().ToDouble().Should().Be(size, "the upstream itself is the gradient");
        using (new TensorScope())
            leaf.Square().Sum().Backward(createGraph: true);
        leaf.Grad!.Sum().ToDouble().Should().Be(3 * size, "the walk was recorded");
        leaf.ZeroGrad();
        using (new TensorScope())
            leaf.Sum().Backward();
        leaf.Grad!.Sum().ToDouble().Should().Be(size, "the gradient is one number, repeated");
    }

    [Fact]
    public void ParametersEndWithTheScopeTheyAreMadeIn()
    {
        Tensor parameter;
        using (new TensorScope())
            parameter = Tensor.Parameter(Tensor.From(1.0));
        parameter.Invoking(static parameter => parameter.ToDouble()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void AssignFromInsideAScopeStays()
    {
        Tensor parameter = Tensor.Parameter(Tensor.Zeros<float>(2000));
        using (new TensorScope())
            parameter.Assign(Tensor.Ones<float>(2000));
        parameter.Sum().ToDouble().Should().Be(2000);
    }

    [Fact]
    public void DisposingTwiceIsHarmless()
    {
        TensorScope outer = new();
        TensorScope inner = new();
        inner.Dispose();
        Tensor tensor = Tensor.From(1.0);
        inner.Dispose();
        tensor.ToDouble().Should().Be(1);
        outer.Dispose();
        outer.Dispose();
        tensor.Invoking(static tensor => tensor.ToDouble()).Should().Throw<ObjectDisposedException>();
        Tensor.From(2.0).ToDouble().Should().Be(2);
    }

    [Fact]
    public async Task ScopesFlowAcrossAwait()
    {
        Tensor before, after;
        using (new TensorScope())
        {
            before = Tensor.From(1.0);
            await Hop();
            after = Tensor.From(2.0);
            (before + after).ToDouble().Should().Be(3);
        }

        before.Invoking(static before => before.ToDouble()).Should().Throw<ObjectDisposedException>();
        after.Invoking(static after => after.ToDouble()).Should().Throw<ObjectDisposedException>();
        Tensor outside = Tensor.From(3.0);
        await Hop();
        outside.ToDouble().Should().Be(3);
    }

    [Fact]
    public async Task AScopeOfOneTaskLeavesOthersAlone()
    {
        TaskCompletionSource<Tensor> made = new();
        async Task Scoped()
        {
            using (new TensorScope())
                await made.Task;
        }

        Task scoped = Scoped();
        Tensor outside = Tensor.From(5.0);
        made.SetResult(outside);
        await scoped;
        outside.ToDouble().Should().Be(5);
    }

    [Fact]
    public void AnExceptionEndsTheScope()
    {
        Tensor? made = null;
        Action act = () =>
        {
            using TensorScope scope = new();
            made = Tensor.From(1.0);
            throw new InvalidOperationException();
        };
        act.Should().Throw<InvalidOperationException>();
        made!.Invoking(static made => made.ToDouble()).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void BackwardRefusesWhenWhatItNeedsHasEnded()
    {
        Tensor parameter = Tensor.Parameter(Tensor.From(2.0)), inside, y;
        using (TensorScope scope = new())
        {
            inside = Tensor.From(3.0);
            y = scope.Keep(parameter * inside);
        }

        y.Invoking(static y => y.Backward()).Should().Throw<ObjectDisposedException>();
        parameter.Grad.Should().BeNull();
    }

    [Fact]
    public void AScopeForEachStepOfALoopHoldsOneStepAndOneAroundItAll()
    {
        foreach (bool each in (bool[])[true, false])
        {
            List<Tensor> temporaries = [];
            Tensor state = Tensor.Full(1.0, 1000);
            TensorScope? around = each ? null : new();
            for (int i = 1; i <= 5; i++)
            {
                using (TensorScope? scope = each ? new() : null)
                    state = each ? scope!.Keep(Step(state)) : Step(state);
                temporaries.Count(static made => !made.Storage.IsReleased).Should().Be(each ? 0 : i);
                state.ToArray<double>().Should().OnlyContain(value => value == Math.Pow(1.5, i));
            }

            around?.Dispose();
            temporaries.Should().OnlyContain(static made => made.Storage.IsReleased);
            state.Storage.IsReleased.Should().Be(!each);

            Tensor Step(Tensor last)
            {
                Tensor half = last * 0.5;
                temporaries.Add(half);
                return last + half;
            }
        }
    }

    private static async Task Hop() => await Task.Delay(1).ConfigureAwait(false);
}
