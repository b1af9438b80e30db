namespace Autograd.Benchmarks.Peers;

/// <summary>What is measured from outside, and no benchmark of a method shows.</summary>
/// <param name="Name">What it is, with its unit where that is not the microsecond.</param>
/// <param name="Aim">How many times as good as the peer it is to be.</param>
/// <param name="Measure">Both libraries' figures; the peer's only where it loads.</param>
internal sealed record Figure(string Name, double Aim, Func<(double Autograd, double? Peer)> Measure)
{
    public static IReadOnlyList<Figure> All { get; } =
    [
        new("process start to first gradient", 3, () => Pair(library => FirstGradient.Measure(library).Microseconds)),
        new("resident memory at first gradient (kB)", 3, () => Pair(library => FirstGradient.Measure(library).ResidentKilobytes)),
        new("bytes to deploy (kB)", 500, () => Pair(library => Manifest.BytesToDeploy(library == FirstGradient.Autograd
            ? ["Autograd"] : ["TorchSharp", "libtorch-cpu-linux-x64"]) / 1024.0)),
    ];

    public Measurement Taken()
    {
        (double autograd, double? peer) = Measure();
        return new(Name, 1, autograd, peer, Aim);
    }

    private static (double Autograd, double? Peer) Pair(Func<string, double> measure) =>
        (measure(FirstGradient.Autograd), Peer.Obstacle is null ? measure(FirstGradient.Torch) : null);
}
