using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>
/// Buffers for reuse, in size classes of eight a doubling, last in first out, so that the next operation finds its
/// memory still in cache. Buffers are pinned arrays: spans of them are ordinary memory to the collector.
/// </summary>
internal static class BufferPool
{
    private const int ClassesPerDoubling = 8;
    private const int AlignmentWords = 8;                      // 64 bytes: a cache line, a 512-bit register
    private const long LeastLimit = 8L << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Class[] Classes = [.. Enumerable.Range(0, 32 * ClassesPerDoubling).Select(static _ => new Class())];

    private static long outstanding;                           // bytes that are out, not bytes ever allocated
    private static long limit = LeastLimit;                    // when more is out, dead tensors are looked for

    static BufferPool() => Gen2Sweep.Begin();

    /// <summary>Bytes in buffers that tensors hold now.</summary>
    public static long Outstanding => Interlocked.Read(ref outstanding);

    /// <summary>A buffer with room for this many words from its aligned start; its contents are whatever they were.</summary>
    public static ulong[] Rent(int words)
    {
        int index = IndexOf(words);
        Class home = Classes[index];
        if (!home.TryTake(out ulong[]? buffer))
        {
            if (Outstanding > Interlocked.Read(ref limit))
                CollectDeadTensors();
            if (!home.TryTake(out buffer))
                buffer = Allocate(index, words);
        }

        Interlocked.Add(ref outstanding, Bytes(buffer));
        return buffer;
    }

    private static ulong[] Allocate(int index, int words)
    {
        try
        {
            return GC.AllocateUninitializedArray<ulong>(checked(WordsOf(index) + AlignmentWords), pinned: true);
        }
        catch (Exception error) when (error is OutOfMemoryException or OverflowException)
        {
            throw Errors.NoMemory(nameof(Tensor), (long)words * sizeof(ulong), error);
        }
    }

    public static void Return(ulong[] buffer)
    {
        Forget(buffer);
        Classes[IndexOf(buffer.Length - AlignmentWords)].Put(buffer);
    }

    /// <summary>Stops counting a buffer that will never come back.</summary>
    public static void Forget(ulong[] buffer) => Interlocked.Add(ref outstanding, -Bytes(buffer));

    /// <summary>The first word of a buffer that stands on a cache line.</summary>
    public static unsafe int AlignedStart(ulong[] buffer)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(buffer));
        return (int)((0 - address) / sizeof(ulong) % AlignmentWords);
    }

    /// <summary>
    /// Asks the collector for the tensors that died since, youngest first. While much stays alive the limit is twice
    /// what is alive, so that the cost stays a constant part of the work that filled it.
    /// </summary>
    private static void CollectDeadTensors()
    {
        for (int generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            long before = Outstanding;
            GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
            GC.WaitForPendingFinalizers();
            if (Outstanding < before / 2)
                break;
        }

        ResetLimit();
    }

    private static void ResetLimit() => Interlocked.Exchange(ref limit, Math.Max(LeastLimit, 2 * Outstanding));

    private static long Bytes(ulong[] buffer) => (long)buffer.Length * sizeof(ulong);

    /// <summary>The smallest class whose buffers hold this many words: the exponent, then three bits of mantissa, rounded up.</summary>
    internal static int IndexOf(int words)
    {
        if (words <= ClassesPerDoubling)
            return Math.Max(words - 1, 0);
        int exponent = BitOperations.Log2((uint)(words - 1)) - 3;
        return exponent * ClassesPerDoubling + ((words - 1) >> exponent);
    }

    /// <summary>The words that buffers of a class hold: the inverse of <see cref="IndexOf"/>.</summary>
    internal static int WordsOf(int index)
    {
        if (index < 2 * ClassesPerDoubling)
            return index + 1;
        int exponent = index / ClassesPerDoubling - 1;
        return checked((index % ClassesPerDoubling + ClassesPerDoubling + 1) << exponent);
    }

    /// <summary>Free buffers of one size.</summary>
    private sealed class Class
    {
        private readonly Stack<ulong[]> free = [];
        private int leastFree;                                 // buffers that nobody needed since …
        private long watchedSince = Stopwatch.GetTimestamp();

        public bool TryTake([NotNullWhen(true)] out ulong[]? buffer)
        {
            lock (free)
            {
                bool taken = free.TryPop(out buffer);
                leastFree = Math.Min(leastFree, free.Count);
                return taken;
            }
        }

        public void Put(ulong[] buffer)
        {
            lock (free)
                free.Push(buffer);
        }

        /// <summary>Lets go of what stood idle for long, or at once when memory is short.</summary>
        public void DropUnused(bool memoryIsShort)
        {
            lock (free)
            {
                if (!memoryIsShort && Stopwatch.GetElapsedTime(watchedSince) < Patience)
                    return;
                for (int i = 0; i < leastFree; i++)
                    free.Pop();
                leastFree = free.Count;
                watchedSince = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <summary>An object that dies at each full collection, and then lets go of buffers that stood idle.</summary>
    private sealed class Gen2Sweep
    {
        public static void Begin() => _ = new Gen2Sweep();

        ~Gen2Sweep()
        {
            if (GC.GetGeneration(this) < GC.MaxGeneration)
            {
                GC.ReRegisterForFinalize(this);                // still young: wait until it has grown old
                return;
            }

            GCMemoryInfo memory = GC.GetGCMemoryInfo();
            bool memoryIsShort = memory.MemoryLoadBytes >= memory.HighMemoryLoadThresholdBytes;
            foreach (Class sizes in Classes)
                sizes.DropUnused(memoryIsShort);
            ResetLimit();                                      // what was alive in a busier time is no measure for now
            GC.ReRegisterForFinalize(this);
        }
    }
}
