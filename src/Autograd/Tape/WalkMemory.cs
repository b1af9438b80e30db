namespace Autograd;

/// <summary>
/// Owns the memory that a walk's rules allocate, and gives each buffer back the moment no gradient stands in it, so that the
/// next rule finds it warm in cache.
/// </summary>
internal sealed class WalkMemory : IStorageOwner
{
    private readonly List<Storage> fresh = [];       // since the last rule began
    private readonly IStorageOwner settled = new Settled();

    public void Own(Storage storage)
    {
        storage.MoveTo(this);
        fresh.Add(storage);
    }

    public bool Owns(Storage storage) => storage.Owner == this || storage.Owner == settled;

    /// <summary>Whether an earlier rule allocated this, so that none can still be reading what it handed out.</summary>
    public bool IsSettled(Storage storage) => storage.Owner == settled;

    /// <summary>Gives back what the last rule used for itself alone.</summary>
    public void Recycle()
    {
        foreach (Storage storage in fresh)
            if (storage.Holders == 0)
                ReleaseUnheld(storage);
            else if (storage.Owner == this)
                storage.MoveTo(settled);
        fresh.Clear();
    }

    public void ReleaseUnheld(Storage storage)
    {
        if (storage.Holders == 0 && Owns(storage))
            storage.Release();
    }

    private sealed class Settled : IStorageOwner
    {
        public void Own(Storage storage) => throw new System.Diagnostics.UnreachableException();
    }
}
