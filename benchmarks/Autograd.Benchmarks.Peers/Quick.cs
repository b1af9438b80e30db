using System.Diagnostics;
using System.Globalization;

namespace Autograd.Benchmarks.Peers;

/// <summary>
/// A first impression in a minute or two: both libraries take turns in short bursts, so that a noisy neighbour meets both, and
/// the best burst of each counts.
/// </summary>
internal static class Quick
{
    private const int MostRounds = 9, LeastRounds = 3;
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(8), WarmUp = TimeSpan.FromMilliseconds(150), Budget = TimeSpan.FromMilliseconds(700);

    /// <summary>Prints one line a case; 0 where all was well, 1 where results disagreed, 2 where the peer did not load.</summary>
    public static int Run(IReadOnlyCollection<string> filters, int threads)
    {
        bool peer = Peer.Obstacle is null;
        if (!peer)
            Console.Error.WriteLine($"The peer is left out. {Peer.Obstacle}");
        Threads.Use(threads, peer);
        Console.WriteLine($"{"case",-48}, {"autograd_us",12}, {"torch_us",12}, {"times_as_fast",13}, {"aim",5}, missed");
        bool agreed = true;
        List<Measurement> all = [];
        foreach (Case one in Catalogue.Matching(filters))
        {
            if (Measure(one, threads, peer, out string? complaint) is { } measurement)
            {
                Print(measurement);
                all.Add(measurement);
            }
            else
            {
                Console.WriteLine($"{one.Name,-48}, no time: {complaint}");
                agreed = false;
            }
        }

        foreach (Measurement mean in Measurement.GeometricMeans(all))
            Print(mean);
        return !peer ? 2 : agreed ? 0 : 1;
    }

    private static Measurement? Measure(Case one, int threads, bool peer, out string? complaint)
    {
        Rivals rivals = one.Make();
        Side ours = rivals.Autograd();
        Side? theirs = peer ? rivals.Peer() : null;
        complaint = theirs is null ? null : Agreement.Complaint(ours.Results(), theirs.Results(), one.Tolerance);
        if (complaint is not null)
            return null;

        Turn our = new(ours.Run), their = new(theirs?.Run ?? (() => { }));
        for (long start = Stopwatch.GetTimestamp(), round = 0; round < MostRounds; round++)
        {
            our.Take();
            if (theirs is not null)
                their.Take();
            if (round + 1 >= LeastRounds && Stopwatch.GetElapsedTime(start) > Budget)
                break;
        }

        return new(one.Name, threads, our.Best / one.Operations, theirs is null ? null : their.Best / one.Operations, one.AimOn(threads));
    }

    private static void Print(Measurement row)
    {
        CultureInfo c = CultureInfo.InvariantCulture;
        string theirs = row.Peer?.ToString("F3", c) ?? "", ratio = row.Ratio?.ToString("F2", c) ?? "", aim = row.Aim?.ToString(c) ?? "";
        Console.WriteLine(string.Create(c, $"{row.Name,-48}, {row.Autograd,12:F3}, {theirs,12}, {ratio,13}, {aim,5}, {(row.Missed ? "MISSED" : "")}"));
    }

    /// <summary>One library's turns: warmed up once, then bursts of a length found by trial.</summary>
    private sealed class Turn
    {
        private readonly Action run;
        private readonly int runs;

        public Turn(Action run)
        {
            this.run = run;
            long start = Stopwatch.GetTimestamp();
            double best = double.PositiveInfinity;
            do
            {
                best = Math.Min(best, Time(1));
            }
            while (Stopwatch.GetElapsedTime(start) < WarmUp);
            runs = Math.Max(1, (int)(Burst.TotalMicroseconds / best));
        }

        /// <summary>Microseconds of one run, in the best burst.</summary>
        public double Best { get; private set; } = double.PositiveInfinity;

        public void Take()
        {
            // The other library's threads spin on for a while after their work.
            Thread.Sleep(2);
            run();
            Best = Math.Min(Best, Time(runs) / runs);
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
