using System.Diagnostics;
using System.Globalization;
using TorchSharp;

namespace Autograd.Benchmarks.Peers;

/// <summary>
/// A process that does nothing but Σ x² sin x and its gradient, in one of the libraries, and then waits; and what starting
/// one takes, seen from outside.
/// </summary>
internal static class FirstGradient
{
    public const string Mode = "start", Autograd = "autograd", Torch = "torch";

    private const int Runs = 7;

    /// <summary>The child's part. Each library is touched in a method of its own, so that the other is never loaded.</summary>
    public static int Run(string library)
    {
        double gradient = library == Torch ? ByTorch() : ByAutograd();
        Console.WriteLine(gradient.ToString(CultureInfo.InvariantCulture));
        Console.In.ReadLine();
        return 0;
    }

    /// <summary>The quickest of several starts, until the gradient is printed, and the median of the memory resident then.</summary>
    public static (double Microseconds, double ResidentKilobytes) Measure(string library)
    {
        (double Microseconds, double Kilobytes)[] runs = [.. Enumerable.Range(0, Runs).Select(_ => Start(library))];
        return (runs.Min(run => run.Microseconds), runs.Select(run => run.Kilobytes).Order().ElementAt(Runs / 2));
    }

    private static (double Microseconds, double Kilobytes) Start(string library)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Autograd.Benchmarks.Peers.dll"));
        start.ArgumentList.Add(Mode);
        start.ArgumentList.Add(library);
        long begin = Stopwatch.GetTimestamp();
        using Process child = Process.Start(start)!;
        string? gradient = child.StandardOutput.ReadLine();
        TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);
        if (gradient is null)
            throw new InvalidOperationException($"the child process of {library} ended without a gradient");
        double kilobytes = Resident(child.Id);
        child.StandardInput.Close();
        child.WaitForExit();
        return (elapsed.TotalMicroseconds, kilobytes);
    }

    private static double Resident(int process)
    {
        // "VmRSS:     12345 kB"
        string line = File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    private static double ByAutograd()
    {
        Tensor x = Tensor.Parameter(Tensor.From([1f, 2f, 3f]));
        (x.Square() * x.Sin()).Sum().Backward();
        return x.Grad!.ToArray<float>()[0];
    }

    private static double ByTorch()
    {
        torch.Tensor x = torch.tensor([1f, 2f, 3f], requires_grad: true);
        (x.square() * x.sin()).sum().backward();
        return x.grad!.data<float>()[0];
    }
}
