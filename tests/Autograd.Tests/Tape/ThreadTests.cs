namespace Autograd.Tests;

/// <summary>Threads that walk back into the same leaves at once. Whole numbers: their sums are the same in every order.</summary>
public sealed class ThreadTests
{
    private const int Threads = 4, Walks = 150;

    public static TheoryData<int> Sizes => [1, 3, 257, 20_000];

    [Theory, MemberData(nameof(Sizes))]
    public void No_contribution_is_lost_and_no_vector_is_torn(int size)
    {
        Tensor a = Leaf(size), b = Leaf(size);
        int walks = size > 1000 ? Walks / 10 : Walks;
        InParallel(thread =>
        {
            Tensor data = Tensor.Full(thread + 1.0, size);
            for (int walk = 0; walk < walks; walk++)
                (thread % 2 == 0 ? (a * data + b).Sum() : (b * data + a).Sum()).Backward();
        });
        a.Grad!.ToArray<double>().Should().OnlyContain(g => g == walks * (1 + 1 + 3 + 1));
        b.Grad!.ToArray<double>().Should().OnlyContain(g => g == walks * (1 + 2 + 1 + 4));
    }

    [Theory, MemberData(nameof(Sizes))]
    public void What_is_read_meanwhile_is_a_sum_of_whole_walks_that_never_changes(int size)
    {
        Tensor a = Leaf(size);
        List<(Tensor Gradient, double First)> read = [];
        InParallel(thread =>
        {
            for (int walk = 0; walk < Walks / 5; walk++)
                if (thread == 0 && a.Grad is { } gradient)
                    read.Add((gradient, gradient.ToArray<double>()[0]));
                else
                    (a * 2).Sum().Backward();
        });
        foreach ((Tensor gradient, double first) in read)
            gradient.ToArray<double>().Should().OnlyContain(g => g == first && g % 2 == 0);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Clearing_takes_whole_walks(int size)
    {
        Tensor a = Leaf(size);
        InParallel(thread =>
        {
            for (int walk = 0; walk < Walks / 5; walk++)
                if (thread == 0)
                    a.ZeroGrad();
                else
                    (a * 2).Sum().Backward();
        });
        (a * 2).Sum().Backward();
        double[] left = a.Grad!.ToArray<double>();
        left.Should().OnlyContain(g => g == left[0] && g % 2 == 0);
    }

    [Theory, InlineData(1), InlineData(300)]
    public void A_shared_tape_that_is_kept_can_be_walked_by_all_with_hooks(int size)
    {
        Tensor a = Leaf(size), h = (a * 3).RetainGrad(), loss = (h.Square() + h).Sum();
        int calls = 0;
        h.OnGradient(_ =>
        {
            Interlocked.Increment(ref calls);
            return null;
        });
        InParallel(_ =>
        {
            for (int walk = 0; walk < Walks; walk++)
                loss.Backward(retainGraph: true);
        });
        calls.Should().Be(Threads * Walks);
        h.Grad!.ToArray<double>().Should().OnlyContain(g => g == Threads * Walks * 7, "2h + 1 with h = 3");
        a.Grad!.ToArray<double>().Should().OnlyContain(g => g == Threads * Walks * 21);
    }

    [Fact]
    public void Two_terms_make_the_same_sum_in_any_order()
    {
        double[] first = [.. Enumerable.Range(0, 100).Select(static i => Math.Sin(i))], second = [.. first.Select(static v => v / 3)];
        for (int trial = 0; trial < 50; trial++)
        {
            Tensor a = Tensor.Parameter(Tensor.Zeros<double>(100));
            Parallel.Invoke(() => (a * Tensor.From(first)).Sum().Backward(), () => (a * Tensor.From(second)).Sum().Backward());
            a.Grad!.ToArray<double>().Should().Equal(first.Zip(second, static (x, y) => x + y));
        }
    }

    [Fact]
    public void No_hook_is_lost_that_threads_add_at_once()
    {
        Tensor a = Leaf(1);
        int calls = 0;
        InParallel(_ =>
        {
            for (int i = 0; i < 50; i++)
                a.OnGradient(_ => { calls++; return null; });
        });
        a.Sum().Backward();
        calls.Should().Be(50 * Threads);
    }

    private static Tensor Leaf(int size) => Tensor.Parameter(Tensor.Ones<double>(size));

    private static void InParallel(Action<int> work)
    {
        using Barrier start = new(Threads);
        Thread[] threads = new Thread[Threads];
        Exception? failure = null;
        for (int i = 0; i < Threads; i++)
        {
            int thread = i;
            threads[i] = new(() =>
            {
                try
                {
                    start.SignalAndWait();
                    work(thread);
                }
                catch (Exception error)
                {
                    failure = error;
                }
            });
            threads[i].Start();
        }

        foreach (Thread thread in threads)
            thread.Join();
        if (failure is not null)
            throw new InvalidOperationException("A thread failed.", failure);
    }
}
