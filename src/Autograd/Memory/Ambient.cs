namespace Autograd;

/// <summary>
/// The modes in force: they follow async code and never leak into another flow of work.
/// A thread-static mirror of the <see cref="AsyncLocal{T}"/> makes reading them cost about a nanosecond.
/// </summary>
internal sealed record Ambient(bool Recording = true, bool StrictBroadcast = false, IStorageOwner? Scope = null, Place? Place = null,
    RandomDraws? Draws = null, bool NotesCuts = false, bool KeepsValues = false, AnomalyWatch? Anomalies = null, bool InRule = false)
{
    private static readonly Ambient Default = new();
    private static readonly AsyncLocal<Ambient?> Flow = new(change => mirror = change.CurrentValue);

    [ThreadStatic]
    private static Ambient? mirror;

    public static Ambient Current => mirror ?? Default;

    /// <summary>The place of a node that is being recorded.</summary>
    public Place? Here => Anomalies is null || InRule ? Place : Anomalies.Note(Place);

    /// <summary>Puts modes in force until the scope is disposed, in this flow of work and what it starts.</summary>
    public static Scope Enter(Ambient next)
    {
        Scope scope = new(Flow.Value, mirror);
        Flow.Value = next;
        return scope;
    }

    /// <summary>Puts modes in force on this thread only, for a stretch of the library's own synchronous code.</summary>
    public static Stretch EnterHere(Ambient next)
    {
        Stretch stretch = new(mirror);
        mirror = next;
        return stretch;
    }

    internal static void Restore(Ambient? flow, Ambient? here)
    {
        Flow.Value = flow;
        mirror = here;
    }

    internal readonly ref struct Stretch(Ambient? previous)
    {
        public void Dispose() => mirror = previous;
    }
}

/// <summary>A mode that lasts until disposed: what <see cref="Tape.NoGrad"/> and its kin return, for a <c>using</c>.</summary>
public readonly struct Scope : IDisposable
{
    private readonly Ambient? flow, here;
    private readonly bool entered;

    internal Scope(Ambient? flow, Ambient? here) => (this.flow, this.here, entered) = (flow, here, true);

    /// <summary>Brings back the mode that was in force before.</summary>
    public void Dispose()
    {
        if (entered)
            Ambient.Restore(flow, here);
    }
}
