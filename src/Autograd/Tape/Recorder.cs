using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// Asked by every operation whether its result goes on the tape: some operand must lead there, and recording be on. Where the
/// way is cut, the result bears a note of it, so that a missing gradient can be explained; once recorded, its node does.
/// </summary>
internal static class Recorder
{
    /// <summary>Whether an operation's result is to be recorded.</summary>
    public static bool Wants(string operation, Tensor result, Tensor x, Tensor? y = null, Tensor? z = null)
    {
        if (AnomalyWatch.IsUsed && Ambient.Current.Anomalies is not null)
            AnomalyWatch.Look(operation, result, x, y, z);
        return IsWanted(operation, result, x, y, z);
    }

    /// <inheritdoc cref="Wants(string, Tensor, Tensor, Tensor?, Tensor?)"/>
    public static bool Wants(string operation, Tensor result, ReadOnlySpan<Tensor> operands)
    {
        if (AnomalyWatch.IsUsed && Ambient.Current.Anomalies is not null)
            AnomalyWatch.Look(operation, result, operands!);
        bool wants = false;
        foreach (Tensor operand in operands)
            wants |= IsWanted(operation, result, operand);
        return wants;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWanted(string operation, Tensor result, Tensor x, Tensor? y = null, Tensor? z = null)
    {
        if ((x.Node ?? y?.Node ?? z?.Node) is not null)
        {
            Ambient now = Ambient.Current;
            if (!now.Recording)
            {
                if (now.NotesCuts)
                    Cut(nameof(Tape.NoGrad), result, x.Node is not null ? x : y?.Node is not null ? y : z!, operation);
                return false;
            }

            NoteCuts(result, x, y, z);
            return true;
        }

        NoteCuts(result, x, y, z);
        return false;
    }

    /// <summary>Notes on the result where the ways of operands were cut: the first operand's last, as it stands for all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void NoteCuts(Tensor result, Tensor x, Tensor? y, Tensor? z)
    {
        if ((x.Cut ?? y?.Cut ?? z?.Cut) is null)
            return;
        Note(result, z);
        Note(result, y);
        Note(result, x);
    }

    private static void Note(Tensor result, Tensor? operand)
    {
        if (operand?.Cut is { } cut)
            result.NoteCut(cut, operand.Shape);
    }

    /// <summary>The result of an operation through which no gradient flows.</summary>
    public static Tensor WithoutSlope(string operation, Tensor result, Tensor x, Tensor y)
    {
        if (Wants(operation, result, x, y))
            Cut(operation, result, x.Node is not null ? x : y);
        return result;
    }

    /// <summary>Notes that a result was taken off the tape of an operand.</summary>
    public static void Cut(string by, Tensor result, Tensor operand, string? operation = null)
    {
        if (operand.Node is { } node)
            result.NoteCut(new(by, operation ?? by, node.Order, node.Operation, node.Shape, node.Name), operand.Shape);
        else
            Note(result, operand);
    }
}

/// <summary>Where the way from a tensor down the tape was cut. The nodes below are not kept alive by it.</summary>
/// <param name="By">What cut it: <c>Detach</c>, <c>NoGrad</c>, or an operation without slope.</param>
/// <param name="Operation">The operation whose result was not recorded.</param>
/// <param name="From">The number of its operand's node.</param>
/// <param name="Source">That node's operation.</param>
/// <param name="SourceShape">That node's shape.</param>
/// <param name="SourceName">That node's name.</param>
internal sealed record TapeCut(string By, string Operation, long From, string Source, Shape SourceShape, string? SourceName);

/// <summary>An operand through which no gradient flows, because the way was cut; in a list of them.</summary>
internal sealed record CutOperand(TapeCut Cut, Shape Shape, CutOperand? Next);

/// <summary>What is known of a tensor besides its values.</summary>
/// <param name="Name">The name that a user gave it.</param>
/// <param name="Cuts">Of what it was computed, where no tape leads there; handed to its node when it is recorded.</param>
internal sealed record Remarks(string? Name, CutOperand? Cuts);
