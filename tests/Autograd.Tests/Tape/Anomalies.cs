using System.Runtime.CompilerServices;
using Modes = Autograd.Tape;

namespace Autograd.Tests;

/// <summary>What tests of anomaly mode share: catching one, and knowing the lines of their own file.</summary>
internal static class Anomalies
{
    public static int Line([CallerLineNumber] int line = 0) => line;

    public static AnomalyException Caught(Action work, double limit = double.PositiveInfinity)
    {
        using (Modes.DetectAnomaly(limit))
            return work.Should().Throw<AnomalyException>().Which;
    }

    public static void ShouldBeAt(AnomalyException error, int line, [CallerFilePath] string file = "")
    {
        error.Line.Should().NotBeNull(error.Message);
        error.Line!.File.Should().Be(file);
        error.Line.Line.Should().Be(line, error.Message);
        error.Message.Should().Contain($"{file}:line {line}");
    }
}
