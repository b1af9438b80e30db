using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>Work in pieces that do not depend on each other, cut by the shape of the data alone.</summary>
internal interface IWork
{
    void Run(int piece);
}

/// <summary>
/// The threads that share large kernels. The caller takes part, and a piece's result depends on the piece alone, so results
/// are the same for any number of threads. A worker that runs out of work spins for a moment, as the next kernel is often
/// near, then sleeps. While the workers serve one caller, others do their pieces themselves.
/// </summary>
internal static unsafe class Workers
{
    /// <summary>
    /// What passes over memory take at a time. All of them take as much, so that a thread finds in its own cache what it wrote there
    /// in the pass before; cheap ones need some microseconds for it, and are worth a hand-over from so many pieces on.
    /// </summary>
    public const int PieceBytes = 128 * 1024, CheapPieces = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMicroseconds(40);

    // A thread that takes no piece for so long has lost its core, or is in a long one: others may take its next.
    private static readonly TimeSpan Grace = TimeSpan.FromMicroseconds(40);

    // A thread that has no more than these left is soon done.
    private const int FewPieces = 2;

    // Every look at what another thread writes takes that line of memory from it: looks are seldom.
    private const int BetweenLooks = 8;

    private static readonly List<Worker> Crew = [];
    private static Job job = new();
    private static int busy;

    /// <summary>
    /// Runs every piece once and returns when all are done; what a piece throws is thrown here. Fewer than the least stay on the
    /// caller's thread.
    /// </summary>
    public static void Run<W>(scoped in W work, int pieces, int least = 2) where W : struct, IWork, allows ref struct
    {
        int helpers = pieces < least ? 0 : Math.Min(AutogradOptions.Threads, pieces) - 1;
        if (helpers <= 0 || Interlocked.CompareExchange(ref busy, 1, 0) != 0)
        {
            for (int piece = 0; piece < pieces; piece++)
                work.Run(piece);
            return;
        }

        ExceptionDispatchInfo? failure;
        try
        {
            // The copy stays in this frame until the last piece is done, so that the others can read it by its address.
            W shared = work;
            Hire(helpers);
            job.Post(&Perform<W>, Unsafe.AsPointer(ref shared), pieces, helpers + 1);
            try
            {
                for (int i = 0; i < helpers; i++)
                    if (Crew[i].Wake())
                        job.IsAway(i + 1) = 1;
            }
            finally
            {
                // Whatever happens, such as an interrupt: nobody may still be reading the copy when this frame is left.
                job.Take(thread: 0);
                failure = job.AwaitAll();
            }
        }
        finally
        {
            Volatile.Write(ref busy, 0);
        }

        failure?.Throw();
    }

    private static void Perform<W>(void* work, int piece) where W : struct, IWork, allows ref struct =>
        Unsafe.AsRef<W>(work).Run(piece);

    private static void Hire(int helpers)
    {
        while (Crew.Count < helpers)
            Crew.Add(new Worker(Crew.Count + 1));
        job.MakeRoom(helpers + 1);
    }

    /// <summary>
    /// The work in hand. Each thread has a range of the pieces, the same one from job to job, so that it finds in its own cache
    /// what it wrote there before. One that is done helps only those who are far behind or do not get on: a piece taken from a
    /// thread that is about to do it costs more to fetch from its cache, now and in the next job, than it saves. Pieces are taken by counting down a range's
    /// ticket, which bears the job's number, so that a worker who comes late can never take a piece of a job that is over.
    /// </summary>
    private struct Job
    {
        private delegate*<void*, int, void> perform;
        private void* work;
        private int pieces;
        private int ranges;
        private long number;
        private int failed;
        private ExceptionDispatchInfo? failure;
        private Counter[] tickets = [];         // for each range the job's number, then the pieces not yet taken
        private Counter[] away = [];            // for each range whether its thread was last seen asleep, or without a core
        private Counter undone;

        public Job() { }

        public void MakeRoom(int threads)
        {
            if (tickets.Length >= threads)
                return;
            Volatile.Write(ref away, new Counter[threads]);
            Volatile.Write(ref tickets, new Counter[threads]);
        }

        /// <summary>1 while nobody need wait for a thread.</summary>
        public readonly ref long IsAway(int thread) => ref away[thread].Value;

        public bool IsOpenTo(int thread)
        {
            Counter[] open = Volatile.Read(ref tickets);
            int last = Math.Min(Volatile.Read(ref ranges), open.Length);
            if (thread >= last)
                return false;
            for (int range = 0; range < last; range++)
                if ((int)Volatile.Read(ref open[range].Value) != 0)
                    return true;
            return false;
        }

        public void Post(delegate*<void*, int, void> perform, void* work, int pieces, int threads)
        {
            this.perform = perform;
            this.work = work;
            (this.pieces, undone.Value) = (pieces, pieces);
            (failed, failure) = (0, null);
            number++;
            Volatile.Write(ref ranges, threads);
            for (int range = 0; range < threads; range++)
                Interlocked.Exchange(ref tickets[range].Value, (number << 32) | (uint)(Start(range + 1) - Start(range)));
        }

        /// <summary>Does the pieces of the thread's own range, then those whose threads do not get on.</summary>
        public void Take(int thread)
        {
            Counter[] open = Volatile.Read(ref tickets);
            int last = Math.Min(Volatile.Read(ref ranges), open.Length);
            if (thread >= last)
                return;
            while (TryPiece(ref open[thread].Value, thread))
                if (Volatile.Read(ref IsAway(thread)) != 0)
                    Volatile.Write(ref IsAway(thread), 0);
            for (int i = 1; i < last; i++)
            {
                int range = thread + i < last ? thread + i : thread + i - last;
                while (NeedsHelp(ref open[range].Value, range) && TryPiece(ref open[range].Value, range))
                    continue;
            }
        }

        /// <summary>Waits while a range's thread takes its last pieces; whether it needs help.</summary>
        private readonly bool NeedsHelp(ref long ticket, int range)
        {
            long seen = Volatile.Read(ref ticket), since = Stopwatch.GetTimestamp();
            while ((int)seen is > 0 and <= FewPieces && Volatile.Read(ref IsAway(range)) == 0)
            {
                Thread.SpinWait(BetweenLooks);
                long now = Volatile.Read(ref ticket);
                if (now != seen)
                    (seen, since) = (now, Stopwatch.GetTimestamp());
                else if (Stopwatch.GetElapsedTime(since) > Grace)
                {
                    Volatile.Write(ref IsAway(range), 1);
                    return true;
                }
            }

            return (int)seen != 0;
        }

        private bool TryPiece(ref long ticket, int range)
        {
            long seen;
            do
            {
                seen = Volatile.Read(ref ticket);
                if ((int)seen == 0)
                    return false;
            }
            while (Interlocked.CompareExchange(ref ticket, seen - 1, seen) != seen);

            try
            {
                perform(work, Start(range + 1) - (int)seen);
            }
            catch (Exception exception)
            {
                if (Interlocked.Exchange(ref failed, 1) == 0)
                    failure = ExceptionDispatchInfo.Capture(exception);
            }

            Interlocked.Decrement(ref undone.Value);
            return true;
        }

        /// <summary>Waits for pieces that others have begun; returns what the first to fail threw.</summary>
        public ExceptionDispatchInfo? AwaitAll()
        {
            for (int spins = 0; Volatile.Read(ref undone.Value) > 0; spins++)
                if (spins < 1000)
                    Thread.SpinWait(BetweenLooks);
                else
                    Thread.Yield();             // a worker lost its core: let it have this one
            work = null;
            return Interlocked.Exchange(ref failure, null);
        }

        private readonly int Start(int range) => (int)((long)pieces * range / ranges);
    }

    private sealed class Worker
    {
        private readonly int thread;            // the caller is number 0
        private readonly SemaphoreSlim wake = new(0);
        private int asleep;

        public Worker(int thread)
        {
            this.thread = thread;
            new Thread(Live) { IsBackground = true, Name = $"Autograd worker {thread}" }.UnsafeStart();
        }

        /// <summary>Whether it was asleep.</summary>
        public bool Wake()
        {
            if (Volatile.Read(ref asleep) == 0 || Interlocked.Exchange(ref asleep, 0) == 0)
                return false;
            wake.Release();
            return true;
        }

        private void Live()
        {
            while (true)
            {
                long idleSince = Stopwatch.GetTimestamp();
                while (!job.IsOpenTo(thread) && Stopwatch.GetElapsedTime(idleSince) < Patience)
                    Thread.SpinWait(BetweenLooks);
                if (job.IsOpenTo(thread))
                    job.Take(thread);
                else
                    Sleep();
            }
        }

        // Whoever posts a job looks at the mark afterwards; whoever marks looks for a job afterwards: one of them sees the other.
        private void Sleep()
        {
            Interlocked.Exchange(ref asleep, 1);
            if (!job.IsOpenTo(thread) || Interlocked.Exchange(ref asleep, 0) == 0)
                wake.Wait();
        }
    }

    /// <summary>A number that several threads write, on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 2 * Line)]
    private struct Counter
    {
        private const int Line = 128;           // processors fetch lines of 64 bytes in pairs

        [FieldOffset(Line)]
        public long Value;
    }
}
