using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// Gives memory back at once instead of when the collector finds it: tensors made inside the scope, in this flow of work,
/// end with it, and reading one afterwards throws. Gradients of leaves and the state of optimisers belong to the leaf and stay.
/// </summary>
/// <remarks>
/// A scope gives nothing back before its end: around a whole loop it holds every temporary of all steps. Open one inside, for
/// each step, and keep what the next step needs.
/// <code>
/// for (int i = 0; i &lt; steps; i++)
/// {
///     using TensorScope scope = new();
///     state = scope.Keep(Step(state));
/// }
/// </code>
/// What is kept goes to the surrounding scope, or else to the collector: with a second scope outside, every state lives until
/// that one ends.
/// </remarks>
/// <example><code>
/// using (TensorScope scope = new())
/// {
///     Tensor loss = model(batch).CrossEntropy(labels);
///     loss.Backward();
///     optimizer.Step();
///     last = loss.ToDouble();
/// }
/// </code></example>
[DebuggerDisplay("{DebuggerDisplay,nq}")]
public sealed class TensorScope : IStorageOwner, IDisposable
{
    private const string Keeping = $"{nameof(TensorScope)}.{nameof(Keep)}";

    private readonly TensorScope? parent = Ambient.Current.Scope as TensorScope;
    private readonly List<Storage> adopted = [];     // from scopes inside this one
    private Storage? latest;                         // a chain of what was made inside: nothing to allocate, nothing to lock
    private readonly Scope ambient;
    private bool ended;

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private string DebuggerDisplay
    {
        get
        {
            if (ended)
                return "ended";

            // Without the lock, which a thread that the debugger has stopped may hold.
            HashSet<Storage> owned = [.. adopted.Where(storage => storage.Owner == this)];
            for (Storage? storage = latest; storage is not null; storage = storage.Previous)
                if (storage.Owner == this)
                    owned.Add(storage);
            return $"open, holds {owned.Sum(static storage => storage.Bytes)} bytes of {owned.Count} tensors";
        }
    }

    /// <summary>Begins a scope, inside the one in force, if any.</summary>
    public TensorScope() => ambient = Ambient.Enter(Ambient.Current with { Scope = this });

    /// <summary>
    /// Hands tensors to the surrounding scope, or to the collector, so that they outlive this one.
    /// Takes a tensor, a sequence of tensors, or a tuple of these, and returns what it was given.
    /// </summary>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    /// <exception cref="ObjectDisposedException">The scope, or that of one of the tensors, has ended.</exception>
    public T Keep<T>(T tensors) where T : notnull
    {
        Errors.RequireNotNull<object>(tensors, nameof(tensors), Keeping);
        if (ended)
            throw Errors.Ended(Keeping, "the scope has ended", "keep tensors before it is disposed");
        List<Tensor> found = [];
        Find(tensors, found);
        foreach (Tensor tensor in found)
            if (tensor.Storage.IsReleased)
                throw Errors.ScopeEnded(Keeping, tensor);
        foreach (Tensor tensor in found)
            Move(tensor.Storage);
        return tensors;
    }

    /// <summary>Ends the scope: what was made inside and not kept is given back.</summary>
    public void Dispose()
    {
        if (ended)
            return;
        ended = true;
        ambient.Dispose();
        for (Storage? storage = Interlocked.Exchange(ref latest, null); storage is not null;)
        {
            Storage? previous = storage.Previous;
            storage.Previous = null;
            Release(storage);
            storage = previous;
        }

        lock (adopted)
        {
            adopted.ForEach(Release);
            adopted.Clear();
        }
    }

    void IStorageOwner.Own(Storage storage) => Own(storage);

    internal void Own(Storage storage)
    {
        // Work that outlives the scope it was started in leaves its tensors to the collector.
        if (ended)
            return;
        storage.MoveTo(this);
        do
            storage.Previous = latest;
        while (Interlocked.CompareExchange(ref latest, storage, storage.Previous) != storage.Previous);
    }

    private void Adopt(Storage storage)
    {
        storage.MoveTo(this);
        lock (adopted)
            adopted.Add(storage);
    }

    private void Release(Storage storage)
    {
        if (storage.Owner == this)
            storage.Release();
    }

    private void Move(Storage storage)
    {
        if (storage.Owner != this)
            return;
        if (parent is { ended: false })
            parent.Adopt(storage);
        else
            storage.MoveTo(null);
    }

    private static void Find(object value, List<Tensor> found)
    {
        switch (value)
        {
            case Tensor one:
                found.Add(one);
                break;
            case IEnumerable<Tensor> sequence:
                foreach (Tensor tensor in sequence)
                {
                    Errors.RequireNotNull(tensor, "a tensor in the sequence", Keeping);
                    found.Add(tensor);
                }

                break;
            case ITuple tuple:
                for (int i = 0; i < tuple.Length; i++)
                    if (tuple[i] is { } part)
                        Find(part, found);
                break;
            default:
                throw Errors.Argument(Keeping, $"a {value.GetType().Name} holds no tensors that could be kept",
                    "hand over a Tensor, a sequence of tensors, or a tuple of these");
        }
    }
}
