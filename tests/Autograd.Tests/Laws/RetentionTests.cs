using System.Runtime.CompilerServices;

namespace Autograd.Tests.Laws;

/// <summary>After the tape is dropped, its memory can be collected.</summary>
public sealed class RetentionTests
{
    public static TheoryData<string> All => [.. Specimens.All.Select(specimen => specimen.ToString())];

    [Theory, MemberData(nameof(All))]
    public void A_dropped_tape_can_be_collected(string name)
    {
        WeakReference[] dropped = Record(Trial.Of(Specimens.Named(name), DType.Float32, Arrangement.Straight));
        for (int i = 0; i < 3 && dropped.Any(one => one.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        dropped.Should().OnlyContain(one => !one.IsAlive, "nothing may hold on to {0}", name);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference[] Record(Trial trial)
    {
        Tensor y = trial.Function(trial.Inputs);
        if (y.Node is not null)
            y.Backward(Tensor.Filled(1, y.Shape, y.DType), retainGraph: true);
        return [.. Tape.Of(y).Nodes.Select(node => new WeakReference(node)), new(y), new(y.Storage)];
    }
}
