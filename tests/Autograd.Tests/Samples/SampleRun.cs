using System.Diagnostics;

namespace Autograd.Tests.Samples;

/// <summary>A sample run as its users run it, in a process of its own, its output going into a pipe.</summary>
internal sealed record SampleRun(int Code, string Output, string Error)
{
    public static SampleRun Of(string sample, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{sample}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }
}
