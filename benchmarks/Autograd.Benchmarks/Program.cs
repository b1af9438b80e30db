using Autograd.Benchmarks;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;

if (args is ["memory", ..])
{
    MemoryRun.Print();
    return;
}

// Fewer and longer iterations than the default: steadier here than --job short, and a few seconds for each row.
Job job = Job.Default.WithWarmupCount(2).WithIterationCount(15).WithIterationTime(TimeInterval.FromMilliseconds(100));
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(job.AsDefault())
    .AddDiagnoser(MemoryDiagnoser.Default)
    .HideColumns(Column.Error, Column.RatioSD);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config);
