using FluentAssertions;

namespace Autograd.Tests;

[Collection(AloneCollection.Name)]
public sealed class WorkersTests : IDisposable
{
    private readonly int before = AutogradOptions.Threads;

    public void Dispose() => AutogradOptions.Threads = before;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_piece_runs_once(int threads)
    {
        AutogradOptions.Threads = threads;
        for (int round = 0; round < 200; round++)
        {
            int[] runs = new int[1 + round];
            Workers.Run(new Counting(runs), runs.Length);
            runs.Should().OnlyContain(static count => count == 1);
        }
    }

    [Fact]
    public void Several_threads_share_one_job()
    {
        AutogradOptions.Threads = 2;
        using Barrier barrier = new(2);
        Workers.Run(new Meeting(barrier), 2);        // each piece waits for the other: one thread alone would time out
    }

    [Fact]
    public void Callers_do_not_wait_for_each_other()
    {
        AutogradOptions.Threads = 3;
        Parallel.For(0, 8, _ =>
        {
            for (int round = 0; round < 100; round++)
            {
                int[] runs = new int[64];
                Workers.Run(new Counting(runs), runs.Length);
                runs.Should().OnlyContain(static count => count == 1);
            }
        });
    }

    [Fact]
    public void Work_inside_work_runs_where_it_is()
    {
        AutogradOptions.Threads = 2;
        int[] runs = new int[12];
        Workers.Run(new Nested(runs), 3);
        runs.Should().OnlyContain(static count => count == 1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_failure_reaches_the_caller_and_the_workers_go_on(int threads)
    {
        AutogradOptions.Threads = threads;
        FluentActions.Invoking(static () => Workers.Run(new Failing(), 40)).Should().Throw<InvalidOperationException>().WithMessage("piece 7");
        int[] runs = new int[40];
        Workers.Run(new Counting(runs), runs.Length);
        runs.Should().OnlyContain(static count => count == 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void No_threads_are_refused(int threads)
    {
        Refusal.Thrown<ArgumentOutOfRangeException>("AutogradOptions.Threads", [], () => AutogradOptions.Threads = threads);
        AutogradOptions.Threads.Should().Be(before);
    }

    private readonly struct Counting(int[] runs) : IWork
    {
        public void Run(int piece) => Interlocked.Increment(ref runs[piece]);
    }

    private readonly struct Meeting(Barrier barrier) : IWork
    {
        public void Run(int piece) => barrier.SignalAndWait(TimeSpan.FromSeconds(20)).Should().BeTrue();
    }

    private readonly struct Nested(int[] runs) : IWork
    {
        public void Run(int piece) => Workers.Run(new Part(runs, 4 * piece), 4);

        private readonly struct Part(int[] runs, int start) : IWork
        {
            public void Run(int piece) => Interlocked.Increment(ref runs[start + piece]);
        }
    }

    private readonly struct Failing : IWork
    {
        public void Run(int piece)
        {
            if (piece == 7)
                throw new InvalidOperationException("piece 7");
        }
    }
}
