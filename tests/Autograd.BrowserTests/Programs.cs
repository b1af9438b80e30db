using System.Diagnostics;

namespace Autograd.BrowserTests;

/// <summary>The real programs that the pictures are handed to, as the system has them.</summary>
internal static class Programs
{
    /// <summary>Where a program is: named by an environment variable, or on the path.</summary>
    public static string Find(string variable, string install, params string[] names)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new InvalidOperationException($"{variable} names {named}, where there is no file.");
        foreach (string folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            foreach (string name in names)
                if (Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name) is { } path && File.Exists(path))
                    return path;
        throw new InvalidOperationException(
            $"{names[0]} is not on the PATH: install it (Debian: apt install {install}), or name its file in the environment variable {variable}.");
    }

    /// <summary>What a program prints when fed a text; throws where it fails or complains.</summary>
    public static async Task<string> Run(string program, string folder, string input, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(patience.Token);
            Task<string> errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.StandardInput.WriteAsync(input.AsMemory(), patience.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
            return process.ExitCode == 0
                ? await output + await errors
                : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
