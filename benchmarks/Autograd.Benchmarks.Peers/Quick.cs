using System.Diagnostics;

namespace Autograd.Benchmarks.Peers;

/// <summary>
/// A first impression in two minutes: both libraries take turns in short bursts, so that a noisy neighbour meets both, and
/// the best burst of each counts.
/// </summary>
internal static class Quick
{
    public const string Method = "quick: the libraries take turns in bursts of 8 ms, best of up to 9, or more in noise";

    private const int MostRounds = 9, LeastRounds = 3, LeastStretches = 3, MostStretches = 12;

    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(8), Stretch = TimeSpan.FromMilliseconds(80),
        Budget = TimeSpan.FromMilliseconds(700), BudgetInNoise = TimeSpan.FromSeconds(2), BudgetForMeans = TimeSpan.FromSeconds(3);

    /// <summary>Prints one line a case; 0 where all was well, 1 where results disagreed, 2 where the peer did not load.</summary>
    public static int Run(Arguments arguments)
    {
        if (Peer.Obstacle is { } obstacle)
            Console.Error.WriteLine($"The peer is left out: {obstacle}.");
        bool agreed = true;
        List<Measurement> all = [];
        Console.WriteLine(Measurement.Header);
        foreach (int threads in arguments.Threads)
        {
            Threads.Use(threads);
            foreach (Case one in Catalogue.Cases.Where(one => arguments.Asks(one.Name)))
            {
                try
                {
                    Report(Measure(one, threads, arguments.Mean));
                }
                catch (DisagreementException disagreement)
                {
                    Console.WriteLine($"{one.Name}, no time: the results disagree: {disagreement.Message}");
                    agreed = false;
                }

                // Tensors of the case that are dead now.
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }

        foreach (Figure figure in Figure.All.Where(figure => arguments.Asks(figure.Name)))
            Report(figure.Taken());
        foreach (Measurement mean in Measurement.GeometricMeans(all))
            Console.WriteLine(mean);
        if (arguments.Save)
            Results.Save(all, Method);
        return Peer.Obstacle is not null ? 2 : agreed ? 0 : 1;

        void Report(Measurement row)
        {
            Console.WriteLine(row);
            all.Add(row);
        }
    }

    private static Measurement Measure(Case one, int threads, bool mean)
    {
        (Action autograd, Action? peer) = one.Prepared();
        Turn ours = new(autograd);
        Turn? theirs = peer is null ? null : new(peer);
        long start = Stopwatch.GetTimestamp();
        for (int round = 1; !Done(round); round++)
        {
            ours.Take();
            theirs?.Take();
        }

        return new(one.Name, threads, Time(ours)!.Value, Time(theirs), one.AimOn(threads));

        double? Time(Turn? turn) => (mean ? turn?.Mean : turn?.Best) / one.Operations;

        bool Done(int round)
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            if (mean)
                return elapsed > BudgetForMeans;
            bool quiet = ours.IsQuiet && theirs?.IsQuiet != false;
            return round > LeastRounds && (quiet ? round > MostRounds || elapsed > Budget : elapsed > BudgetInNoise);
        }
    }

    /// <summary>One library's turns: warmed up once, then bursts of a length found by trial.</summary>
    private sealed class Turn
    {
        private readonly Action run;
        private readonly int runs;
        private readonly double single;
        private double sum;
        private int bursts;

        public Turn(Action run)
        {
            this.run = run;

            // The compiler optimises a method again once it has seen it run for a while, so go on until that helps no more.
            double best = double.PositiveInfinity, before;
            int stretches = 0;
            do
            {
                before = best;
                long start = Stopwatch.GetTimestamp();
                do
                {
                    best = Math.Min(best, Time(1));
                }
                while (Stopwatch.GetElapsedTime(start) < Stretch);
            }
            while (++stretches < LeastStretches || (best < 0.95 * before && stretches < MostStretches));
            single = best;
            runs = Math.Max(1, (int)(Burst.TotalMicroseconds / best));
        }

        /// <summary>Microseconds of one run, in the best burst.</summary>
        public double Best { get; private set; } = double.PositiveInfinity;

        /// <summary>The same on average over all bursts.</summary>
        public double Mean => sum / bursts;

        /// <summary>Whether a whole burst went nearly as well as the best single run: then nothing else was in the way.</summary>
        public bool IsQuiet => Best < 1.25 * single;

        public void Take()
        {
            // The other library's threads spin on for a while after their work.
            Thread.Sleep(20);
            run();
            double time = Time(runs) / runs;
            Best = Math.Min(Best, time);
            sum += time;
            bursts++;
        }

        private double Time(int runs)
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < runs; i++)
                run();
            return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }
    }
}
