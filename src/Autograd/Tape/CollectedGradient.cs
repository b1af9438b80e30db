namespace Autograd;

/// <summary>
/// What walks have added up at a parameter, or at a tensor that retains its gradient; the only code that writes to it. Threads
/// share it: whoever changes it, or hands it out, holds its lock. Its memory belongs to no scope.
/// </summary>
internal sealed class CollectedGradient
{
    private Tensor? sum;
    private bool isShared;          // others may hold it, so that it must never be written to again

    /// <summary>The sum as it is handed to the user: it never changes again.</summary>
    public Tensor? HandOut()
    {
        lock (this)
        {
            isShared = sum is not null;
            return sum;
        }
    }

    /// <summary>The sum, for reading at once, while no other thread walks or clears.</summary>
    public Tensor? Peek() => sum;

    public void Clear()
    {
        lock (this)
        {
            if (!isShared)
                sum?.Storage.Release();
            (sum, isShared) = (null, false);
        }
    }

    /// <summary>Multiplies the sum: in place where it is nobody else's, else as a new one.</summary>
    public void Scale(double factor)
    {
        lock (this)
        {
            if (sum is null)
                return;
            Tensor scaled = isShared ? Tensor.Allocate(sum.Shape, sum.DType) : sum;
            Elementwise.Into(new Scaled(factor), scaled, sum);
            Replace(scaled, shared: false);
        }
    }

    /// <summary>
    /// What is to take the sum's place once a walk's gradient is added; null where it can be added in place. Here is all that
    /// may fail; nothing is changed yet. The caller holds the lock.
    /// </summary>
    public Tensor? Prepare(Tensor gradient, BackwardWalk walk)
    {
        if (gradient.Storage.IsReleased)
            throw Errors.ScopeEnded(nameof(Tensor.Backward), gradient);
        if (sum is null)
            return walk.TakeOver(gradient);
        if (walk.Recording)
            return sum + gradient;
        return isShared ? sum.Values() + gradient : null;
    }

    /// <summary>Adds in place, as prepared. The caller holds the lock.</summary>
    public void Add(Tensor gradient) => Elementwise.AddInto(sum!, gradient);

    /// <summary>Takes what was prepared. The caller holds the lock.</summary>
    public void Replace(Tensor next, bool shared)
    {
        (sum, isShared) = (next, shared);
        next.Storage.MoveTo(null);
    }
}
