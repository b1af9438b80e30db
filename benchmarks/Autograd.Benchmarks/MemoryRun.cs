using System.Diagnostics;

namespace Autograd.Benchmarks;

/// <summary>Prints resident memory over 10,000 training steps, which must stay flat with a scope and without one.</summary>
internal static class MemoryRun
{
    private const int Steps = 10_000;

    public static void Print()
    {
        Run("in a TensorScope", scoped: true);
        Run("without a scope", scoped: false);
    }

    private static void Run(string how, bool scoped)
    {
        Network network = new(32, [64, 64, 32, 10]);
        using Process process = Process.GetCurrentProcess();
        Console.WriteLine($"{Steps:N0} steps of a 64-64-32-10 network, batch 32, {how}");
        Console.WriteLine($"{"step",8} {"resident MB",12} {"private MB",11} {"managed MB",11} {"gen 0",7} {"gen 1",7} {"gen 2",7} {"µs/step",8}");
        Stopwatch clock = Stopwatch.StartNew();
        for (int step = 1; step <= Steps; step++)
        {
            using (scoped ? new TensorScope() : null)
                network.Step();
            if (step % 1_000 != 0)
                continue;
            double microseconds = clock.Elapsed.TotalMicroseconds / 1_000;
            process.Refresh();
            Console.WriteLine($"{step,8} {Megabytes(process.WorkingSet64),12:F1} {Megabytes(process.PrivateMemorySize64),11:F1} {Megabytes(GC.GetTotalMemory(false)),11:F1}"
                + $" {GC.CollectionCount(0),7} {GC.CollectionCount(1),7} {GC.CollectionCount(2),7} {microseconds,8:F1}");
            clock.Restart();
        }

        Console.WriteLine();
    }

    private static double Megabytes(long bytes) => bytes / (1024.0 * 1024.0);
}
