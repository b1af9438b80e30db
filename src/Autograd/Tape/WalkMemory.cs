namespace Autograd;

/// <summary>
/// Owns the pooled buffers that a walk's rules allocate, and gives each back the moment no gradient stands in it, so that
/// the next rule finds it warm in cache.
/// </summary>
internal sealed class WalkMemory : IStorageOwner
{
    private readonly List<Storage> fresh = [];       // since the last rule began
    private readonly HashSet<Storage> held = [];     // from earlier rules, with gradients in them

    public void Own(Storage storage)
    {
        if (!storage.IsPooled)
            return;                                  // a plain array is the collector's
        storage.MoveTo(this);
        fresh.Add(storage);
    }

    public bool Owns(Storage storage) => storage.Owner == this;

    /// <summary>Gives back what the last rule used for itself alone.</summary>
    public void Recycle()
    {
        foreach (Storage storage in fresh)
            if (storage.Holders > 0 && Owns(storage))
                held.Add(storage);
            else
                ReleaseUnheld(storage);
        fresh.Clear();
    }

    public void ReleaseUnheld(Storage storage)
    {
        if (storage.Holders > 0 || !Owns(storage))
            return;
        held.Remove(storage);
        storage.Release();
    }

    /// <summary>Gives back whatever is left: after an error, gradients that were on their way.</summary>
    public void End()
    {
        Recycle();
        foreach (Storage storage in held)
            if (Owns(storage))
                storage.Release();
        held.Clear();
    }
}
