using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Autograd.Benchmarks.Peers;

/// <summary>Every case by BenchmarkDotNet, on one thread and on two.</summary>
public class Comparison
{
    private const string Method = "BenchmarkDotNet: medians of 15 iterations of 100 ms after 2 warm-ups";
    private Action autograd = null!, peer = null!;

    public static IEnumerable<string> Names => Catalogue.Cases.Select(one => one.Name);

    [ParamsSource(nameof(Names))]
    public string Case { get; set; } = "";

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        Peers.Threads.Use(Threads);
        (autograd, Action? other) = Catalogue.Cases.Single(one => one.Name == Case).Prepared();
        peer = other ?? (() => throw new InvalidOperationException($"The peer is left out: {Peer.Obstacle}."));
    }

    [Benchmark]
    public void Autograd() => autograd();

    [Benchmark(Baseline = true)]
    public void LibTorch() => peer();

    /// <summary>Lets the tensors of a case go before the next is made.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        autograd = peer = null!;
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>Runs what the arguments ask for, as BenchmarkDotNet reads them, and writes the report.</summary>
    internal static int Run(string[] arguments)
    {
        if (Peer.Obstacle is { } obstacle)
            Console.Error.WriteLine($"The peer is left out: {obstacle}.");

        // In this process: a project for each benchmark would copy half a gigabyte. Unrolled once: some runs are long.
        Job job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(15)
            .WithIterationTime(TimeInterval.FromMilliseconds(100)).WithMinInvokeCount(1).WithUnrollFactor(1).WithEvaluateOverhead(false);
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).AddJob(job.AsDefault()).AddDiagnoser(MemoryDiagnoser.Default)
            .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(60)).HideColumns(Column.Error, Column.RatioSD);
        Summary[] summaries = [.. BenchmarkSwitcher.FromTypes([typeof(Comparison)]).Run(arguments, config)];
        Measurement[] rows = [.. summaries.SelectMany(Measurements)];
        if (rows.Length == 0)
            return 0;
        Results.Save([.. rows, .. Figure.All.Select(figure => figure.Taken())], Method);
        bool failed = summaries.Any(summary => summary.Reports.Any(report => !report.Success));
        return Peer.Obstacle is not null ? 2 : failed ? 1 : 0;
    }

    private static IEnumerable<Measurement> Measurements(Summary summary) =>
        from report in summary.Reports
        where report.ResultStatistics is not null
        let parameters = report.BenchmarkCase.Parameters
        group report by (Name: (string)parameters[nameof(Case)], Threads: (int)parameters[nameof(Threads)]) into reports
        let ours = Microseconds(reports, nameof(Autograd))
        where ours is not null
        let one = Catalogue.Cases.Single(one => one.Name == reports.Key.Name)
        select new Measurement(one.Name, reports.Key.Threads, ours.Value / one.Operations,
            Microseconds(reports, nameof(LibTorch)) / one.Operations, one.AimOn(reports.Key.Threads));

    private static double? Microseconds(IEnumerable<BenchmarkReport> reports, string method) =>
        reports.FirstOrDefault(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name == method)?
            .ResultStatistics!.Median / 1_000;
}
