using Modes = Autograd.Tape;

namespace Autograd.Tests.Laws;

/// <summary>Anomaly mode raises no false alarm, and changes no bit, on any specimen whose numbers are finite.</summary>
public class AnomalySpecimenTests
{
    public static TheoryData<string, DType> All => LawTests.All;

    [Theory, MemberData(nameof(All))]
    public void TheModeChangesNothing(string name, DType type)
    {
        foreach (Arrangement arrangement in Enum.GetValues<Arrangement>())
        {
            Trial trial = Trial.Of(Specimens.Named(name), type, arrangement);
            ShouldNotChange(trial);
            if (trial.Specimen.Orders > 1 && trial.Function(trial.Inputs).Node is not null)
                ShouldNotChange(trial.Differentiated());
        }
    }

    private static void ShouldNotChange(Trial trial)
    {
        Tensor y = trial.Function(trial.Inputs), upstream = trial.Direction(y.Shape);
        Tensor[] tangents = [.. trial.Inputs.Select(x => trial.Direction(x.Shape))];
        double[][] plain = All(y);
        using Scope _ = Modes.DetectAnomaly();
        double[][] watched = All(trial.Function(trial.Inputs));
        for (int i = 0; i < plain.Length; i++)
            watched[i].Should().Equal(plain[i], trial.Because);

        double[][] All(Tensor value) => [.. new[] { value, Calculus.Jvp(value, trial.Inputs, tangents, createGraph: false) }
            .Concat(Calculus.Vjp(value, upstream, trial.Inputs, createGraph: false))
            .Concat(Calculus.Vjp(value, upstream, trial.Inputs, createGraph: true))
            .Select(tensor => Nd.Of(tensor).Data)];
    }
}
