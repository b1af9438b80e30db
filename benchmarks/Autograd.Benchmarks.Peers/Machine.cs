using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Autograd.Benchmarks.Peers;

/// <summary>What results were measured on.</summary>
internal static class Machine
{
    private const string HugePages = "THP_MEM_ALLOC_ENABLE";

    /// <summary>The processor's name, with its family where the name holds no number.</summary>
    public static string Processor { get; } = Named();

    /// <summary>Whether the peer was told to ask for huge pages.</summary>
    public static bool PeerWithHugePages => Environment.GetEnvironmentVariable(HugePages) == "1";

    /// <summary>A folder's name for results measured here.</summary>
    public static string Folder => Regex.Replace(Processor.ToLowerInvariant(), "[^a-z0-9]+", "-").Trim('-')
        + (PeerWithHugePages ? "-peer-with-huge-pages" : "");

    /// <summary>One line about the machine and the libraries.</summary>
    public static string Description =>
        $"{Processor}, {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
        + $"TorchSharp {Manifest.Version("TorchSharp")} with libtorch {Manifest.Version("libtorch-cpu-linux-x64")} on the CPU"
        + (PeerWithHugePages ? $" and {HugePages}=1" : "");

    private static string Named()
    {
        const string Table = "/proc/cpuinfo";
        string[] lines = File.Exists(Table) ? File.ReadAllLines(Table) : [];
        string name = Field("model name") ?? RuntimeInformation.ProcessArchitecture.ToString();
        return !name.Any(char.IsDigit) && Field("cpu family") is { } family ? $"{name} family {family}" : name;

        string? Field(string key) => lines.Select(line => line.Split(':', 2))
            .FirstOrDefault(parts => parts.Length == 2 && parts[0].Trim() == key)?[1].Trim();
    }
}
