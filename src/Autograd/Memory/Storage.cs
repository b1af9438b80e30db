using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>
/// The handle behind which a tensor's elements live. Views share it. Once released it throws when read, so a recycled
/// buffer is never seen through an old tensor.
/// </summary>
internal class Storage
{
    // Up to this size a plain array is cheaper than a trip to the pool, and needs no finalizer.
    private const int LargestPlain = 128;

    // Stands for the buffer of storage that holds its one word itself: a number costs one object less.
    private static readonly ulong[] Within = [];

    private readonly int words;
    private ulong word;
    private ulong[]? buffer;
    private int start;              // in words: pooled buffers begin on a cache line
    private bool escaped;           // a span was handed out: the buffer must never be reused
    private IStorageOwner? owner;

    private Storage(int words, ulong[] buffer, int start) => (this.words, this.buffer, this.start) = (words, buffer, start);

    /// <summary>Grows with each overwriting; what a node saved is checked against it.</summary>
    public int Version { get; private set; }

    /// <summary>The storage that the same scope took charge of before.</summary>
    internal Storage? Previous;

    /// <summary>How many gradients of a walk in progress stand here; the walk recycles a buffer that none does.</summary>
    public int Holders;

    public bool IsReleased => buffer is null;

    public long Bytes => (long)words * sizeof(ulong);

    /// <summary>Memory for elements that the caller will all write: it is not cleared. The scope in force owns it.</summary>
    public static Storage Allocate(DType type, int count)
    {
        int words = (int)(((long)count * type.Size() + sizeof(ulong) - 1) / sizeof(ulong));
        Storage storage = words > LargestPlain ? Pooled.Rent(words) : new Storage(words, words == 1 ? Within : new ulong[words], 0);
        if (Ambient.Current.Scope is { } scope)
            scope.Own(storage);
        return storage;
    }

    /// <summary>A reference to the first element; throws when the memory was given back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T First<T>() where T : unmanaged
    {
        ulong[] array = buffer ?? throw Errors.ScopeEnded();
        if (ReferenceEquals(array, Within))
            return ref Unsafe.As<ulong, T>(ref word);
        return ref Unsafe.As<ulong, T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(array), start));
    }

    /// <summary>A reference for overwriting. Memory that was handed out as a span is left alone and a copy taken in its stead.</summary>
    public ref T FirstForWriting<T>() where T : unmanaged
    {
        if (escaped)
        {
            ReadOnlySpan<ulong> old = buffer.AsSpan(start, words);
            (buffer, start) = this is Pooled ? Pooled.RentBuffer(words) : (new ulong[words], 0);
            old.CopyTo(buffer.AsSpan(start, words));
            escaped = false;
        }

        Version++;
        return ref First<T>();
    }

    /// <summary>Takes the buffer out of the pool for good: a span of it is about to leave the library.</summary>
    public void Escape()
    {
        if (buffer is null)
            throw Errors.ScopeEnded();
        if (ReferenceEquals(buffer, Within))
            buffer = [word];
        if (!escaped && this is Pooled)
            BufferPool.Forget(buffer);
        escaped = true;
    }

    /// <summary>Gives the memory back; reading it through any tensor throws from now on.</summary>
    public void Release()
    {
        owner = null;
        if (Interlocked.Exchange(ref buffer, null) is not { } array || this is not Pooled)
            return;
        GC.SuppressFinalize(this);
        if (!escaped)
            BufferPool.Return(array);
    }

    /// <summary>The scope at whose end this is released; null when only the collector ends its life.</summary>
    public IStorageOwner? Owner => owner;

    public void MoveTo(IStorageOwner? scope) => owner = scope;

    /// <summary>Storage whose buffer goes back to the pool when the collector finds it dead.</summary>
    private sealed class Pooled : Storage
    {
        private Pooled(int words, (ulong[] Buffer, int Start) rented) : base(words, rented.Buffer, rented.Start) { }

        ~Pooled() => Release();

        public static Pooled Rent(int words) => new(words, RentBuffer(words));

        public static (ulong[] Buffer, int Start) RentBuffer(int words)
        {
            ulong[] buffer = BufferPool.Rent(words);
            return (buffer, BufferPool.AlignedStart(buffer));
        }
    }
}

/// <summary>What gives storage back in the end: a user's scope, or a walk over the tape.</summary>
internal interface IStorageOwner
{
    /// <summary>Takes charge of storage that was just allocated.</summary>
    void Own(Storage storage);
}
