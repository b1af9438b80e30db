namespace Autograd;

/// <summary>
/// What walks leave behind. Gradients that are asked for are kept aside until the walk has ended: a walk that fails leaves
/// nothing, and what leaves have collected is only touched when all of it is known.
/// </summary>
internal sealed partial class BackwardWalk
{
    private const int None = -1;

    private int firstKept = None;                    // the kept ones in recorded order, chained

    /// <summary>Keeps a gradient that has arrived, though its node's rule may read it still.</summary>
    private void Keep(int place, Tensor gradient)
    {
        gradient.Storage.Holders++;
        sums[place] = new() { Gradient = gradient, NextKept = firstKept };
        firstKept = place;
    }

    /// <summary>
    /// Adds all that was kept to what the nodes have collected, as one step: other threads' steps come before or after it. Locks
    /// are taken in recorded order, so that no two walks wait for each other.
    /// </summary>
    private void Commit()
    {
        int free = firstKept;                        // from here on nothing is locked
        try
        {
            for (; free != None; free = sums[free].NextKept)
                Monitor.Enter(tape.Nodes[free].Collected!);
            for (int place = firstKept; place != None; place = sums[place].NextKept)
            {
                ref Sum kept = ref sums[place];
                if (tape.Nodes[place].Collected!.Prepare(kept.Gradient!, this) is not { } next)
                    continue;
                Tensor gradient = kept.Gradient!;
                Hold(ref kept, next);
                kept.IsPrepared = true;
                LetGo(gradient);
            }

            for (int place = firstKept; place != None; place = sums[place].NextKept)
                if (sums[place].IsPrepared)
                    tape.Nodes[place].Collected!.Replace(sums[place].Gradient!, shared: Recording);
                else
                    tape.Nodes[place].Collected!.Add(sums[place].Gradient!);
        }
        finally
        {
            for (int place = firstKept; place != free; place = sums[place].NextKept)
                Monitor.Exit(tape.Nodes[place].Collected!);
        }
    }

    /// <summary>Takes the gradients at these places out of the walk; null where none arrived. A place may be asked for twice.</summary>
    private Tensor?[] Take(ReadOnlySpan<int> places)
    {
        Tensor?[] results = new Tensor?[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] < 0)
                continue;
            ref Sum kept = ref sums[places[i]];
            if (places[..i].IndexOf(places[i]) is >= 0 and int earlier)
                results[i] = results[earlier] is { } same ? TakeOver(same) : null;
            else if (kept.Gradient is { } gradient)
            {
                results[i] = TakeOver(gradient);
                kept.Gradient = null;
                LetGo(gradient);
            }

            if (results[i] is { } result && !Recording)
                outside?.Own(result.Storage);
        }

        return results;
    }
}
