namespace Autograd.Benchmarks.Peers;

/// <summary>One row of the comparison, defined once for every runner.</summary>
/// <param name="Name">What is measured, in words without a comma.</param>
/// <param name="Aim">How many times as fast as the peer it is to be; none where noise itself is shown.</param>
/// <param name="Make">Draws the inputs and prepares both sides.</param>
internal sealed record Case(string Name, double? Aim, Func<Rivals> Make)
{
    /// <summary>The aim on two threads, where it is another one.</summary>
    public double? AimOnTwoThreads { get; init; } = Aim;

    /// <summary>What one run is divided by: its time is given for each of so many operations.</summary>
    public int Operations { get; init; } = 1;

    // Rounding of the type that results are computed in.
    private double Tolerance => Name.EndsWith("float64", StringComparison.Ordinal) ? 1e-10 : 2e-4;

    public double? AimOn(int threads) => threads == 1 ? Aim : AimOnTwoThreads;

    /// <summary>What is to be timed, once both libraries' results agree; this library's alone where the peer does not load.</summary>
    /// <exception cref="DisagreementException">The results differ by more than rounding.</exception>
    public (Action Autograd, Action? Peer) Prepared()
    {
        Rivals rivals = Make();
        Side ours = rivals.Autograd();
        if (Peer.Obstacle is not null)
            return (ours.Run, null);
        Side theirs = rivals.Peer();
        return Agreement.Complaint(ours.Results(), theirs.Results(), Tolerance) is { } complaint
            ? throw new DisagreementException(complaint) : (ours.Run, theirs.Run);
    }
}

/// <summary>One library's half of a case.</summary>
/// <param name="Run">What is timed.</param>
/// <param name="Results">Values and gradients of a run, to be compared with the other side's.</param>
internal sealed record Side(Action Run, Func<double[][]> Results);

/// <summary>Both halves of a case; a side is made when it is asked for, so that this library runs where the peer does not load.</summary>
internal sealed record Rivals(Func<Side> Autograd, Func<Side> Peer);

/// <summary>The two libraries do not compute the same, so no time of theirs can be compared.</summary>
internal sealed class DisagreementException(string message) : Exception(message);
