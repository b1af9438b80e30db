using System.Runtime.CompilerServices;

namespace Autograd.Tests;

/// <summary>Buffers come back and are used again, and never while somebody can still read them.</summary>
[Collection(AloneCollection.Name)]
public class BufferPoolTests
{
    private const int Large = 1 << 16;

    [Fact]
    public void SizeClassesRoundTrip()
    {
        int classes = BufferPool.IndexOf(1 << 28);
        for (int index = 0, previous = 0; index <= classes; index++)
        {
            int words = BufferPool.WordsOf(index);
            BufferPool.IndexOf(words).Should().Be(index);
            BufferPool.IndexOf(previous + 1).Should().Be(index, "one word more than the class below holds needs the next");
            words.Should().BeGreaterThan(previous);
            previous = words;
        }
    }

    [Fact]
    public void AClassHoldsWhatWasAskedForAndLittleMore()
    {
        for (long words = 1; words < 1 << 28; words = words * 9 / 8 + 1)
        {
            int held = BufferPool.WordsOf(BufferPool.IndexOf((int)words));
            held.Should().BeGreaterThanOrEqualTo((int)words);
            ((double)held).Should().BeLessThanOrEqualTo(words * 1.125 + 1);
        }
    }

    [Fact]
    public void AnEndedScopeGivesEverythingBack()
    {
        Tensor weight = Tensor.Parameter(Tensor.Normal<float>(new Random(1), 128, 128)), data = Tensor.Normal<float>(new Random(2), 128, 128);
        Train();
        long before = SettledOutstanding();
        for (int step = 0; step < 20; step++)
        {
            Train();
            BufferPool.Outstanding.Should().Be(before);
        }

        weight.Grad.Should().NotBeNull();
        GC.KeepAlive(data);

        void Train()
        {
            using TensorScope scope = new();
            data.MatMul(weight).Relu().Square().Sum().Backward();
        }
    }

    [Fact]
    public void ALoopWithoutScopesStaysBounded()
    {
        Tensor weight = Tensor.Parameter(Tensor.Normal<float>(new Random(1), 256, 256)), data = Tensor.Normal<float>(new Random(2), 256, 256);
        Collect();
        Collect();
        long start = BufferPool.Outstanding, most = 0;
        for (int step = 0; step < 400; step++)
        {
            weight.ZeroGrad();
            (data * weight).Tanh().Sum().Backward();
            most = Math.Max(most, BufferPool.Outstanding);
        }

        // A step makes four tensors of a quarter megabyte; 400 steps would hold 400 megabytes.
        // The pool lets as much again be dead as is alive before it looks for dead tensors.
        most.Should().BeLessThan(2 * start + (64L << 20));
        GC.KeepAlive(data);
    }

    [Fact]
    public void ADroppedTapeCanBeCollected()
    {
        Tensor parameter = Tensor.Parameter(Tensor.Ones<double>(1000));
        WeakReference[] dropped = Record(parameter);
        Collect();
        dropped.Should().OnlyContain(static reference => !reference.IsAlive);
        parameter.Grad!.Sum().ToDouble().Should().BeApproximately(2 * Math.E * 1000, 1e-9);
    }

    [Fact]
    public void AReleasedTapeLetsGoOfWhatItSaved()
    {
        Tensor parameter = Tensor.Parameter(Tensor.Ones<double>(1000));
        (Tensor loss, WeakReference inner) = Walk(parameter);
        Collect();
        inner.IsAlive.Should().BeFalse("the loss holds the tape, whose memory was given back");
        loss.ToDouble().Should().BeApproximately(Math.E * 1000, 1e-9);
    }

    [Fact]
    public void SpansAreNeverOverwritten()
    {
        foreach (int size in (int[])[100, Large])
        {
            ReadOnlySpan<float> span = SpanOfADroppedTensor(size, 7);
            Collect();
            for (int i = 0; i < 200; i++)
                using (new TensorScope())
                    Tensor.Full((float)i, size).Sum();
            foreach (float value in span)
                if (value != 7)
                    Assert.Fail($"a span of {size} elements was overwritten with {value}");
        }
    }

    [Fact]
    public void SpansDoNotSeeAssign()
    {
        foreach (int size in (int[])[100, Large])
        {
            Tensor parameter = Tensor.Parameter(Tensor.Ones<float>(size)), detached = parameter.Detach();
            ReadOnlySpan<float> span = parameter.AsSpan<float>(), ofView = detached.AsSpan<float>();
            parameter.Assign(Tensor.Full(2f, size));
            parameter.Assign(Tensor.Full(3f, size));
            span.IndexOfAnyExcept(1f).Should().Be(-1);
            ofView.IndexOfAnyExcept(1f).Should().Be(-1);
            parameter.ToArray<float>().Should().OnlyContain(static value => value == 3);
            detached.ToArray<float>().Should().OnlyContain(static value => value == 3, "a detached copy sees the assignment");
            parameter.AsSpan<float>().IndexOfAnyExcept(3f).Should().Be(-1);
        }
    }

    [Fact]
    public void SpansOutliveTheirScope()
    {
        ReadOnlySpan<float> span;
        using (new TensorScope())
            span = Tensor.Full(7f, Large).AsSpan<float>();
        for (int i = 0; i < 50; i++)
            using (new TensorScope())
                Tensor.Full((float)i, Large).Sum();
        span.IndexOfAnyExcept(7f).Should().Be(-1);
    }

    [Fact]
    public void HeldTensorsSurviveTheCollectorAndTheirNeighbours()
    {
        Tensor[] held = [.. Enumerable.Range(0, 20).Select(static i => Tensor.Full((double)i, 3000))];
        for (int round = 0; round < 5; round++)
        {
            for (int i = 0; i < 40; i++)
                Tensor.Full(-1.0, 3000).Sum();
            Collect();
        }

        for (int i = 0; i < held.Length; i++)
            held[i].AsSpan<double>().IndexOfAnyExcept(i).Should().Be(-1);
    }

    [Fact]
    public void ThreadsMayUseThePoolTogether()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 4 }, static thread =>
        {
            for (int i = 0; i < 200; i++)
            {
                using TensorScope scope = new();
                Tensor x = Tensor.Full((double)thread, 2000 + 100 * (i % 7));
                if ((x * 2).Min().ToDouble() != 2 * thread || (x + x).Max().ToDouble() != 2 * thread)
                    throw new InvalidOperationException($"thread {thread} read another one's numbers");
            }
        });
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Record(Tensor parameter)
    {
        Tensor inner = parameter.Exp(), loss = (inner * 2).Sum();
        loss.Backward();
        Tensor unwalked = parameter.Square();
        return [new(inner), new(inner.Storage), new(inner.Node), new(loss), new(loss.Node), new(unwalked), new(unwalked.Storage), new(unwalked.Node)];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Tensor Loss, WeakReference Inner) Walk(Tensor parameter)
    {
        Tensor inner = parameter.Exp(), loss = inner.Sum();
        loss.Backward();
        return (loss, new(inner.Storage));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ReadOnlySpan<float> SpanOfADroppedTensor(int size, float value) => Tensor.Full(value, size).AsSpan<float>();

    private static long SettledOutstanding()
    {
        Collect();
        return BufferPool.Outstanding;
    }

    private static void Collect()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
