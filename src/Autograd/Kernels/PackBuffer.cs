using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>
/// Memory of one thread for operands laid out anew: aligned to cache lines, kept between calls, grown on demand and freed
/// with the thread. What it holds lasts until the same slot is asked for again.
/// </summary>
internal sealed unsafe class PackBuffer
{
    private const int Alignment = 64;

    [ThreadStatic]
    private static PackBuffer? left;

    [ThreadStatic]
    private static PackBuffer? right;

    private void* memory;
    private nuint capacity;

    private PackBuffer()
    {
    }

    ~PackBuffer() => NativeMemory.AlignedFree(memory);

    /// <summary>Room for the thread's part of the left operand.</summary>
    public static T* Left<T>(nint count)
        where T : unmanaged => (left ??= new PackBuffer()).Reserve<T>(count);

    /// <summary>Room for the right operand.</summary>
    public static T* Right<T>(nint count)
        where T : unmanaged => (right ??= new PackBuffer()).Reserve<T>(count);

    private T* Reserve<T>(nint count)
        where T : unmanaged
    {
        nuint bytes = (nuint)count * (nuint)sizeof(T);
        if (bytes > capacity)
        {
            NativeMemory.AlignedFree(memory);
            memory = null;
            capacity = 0;
            memory = NativeMemory.AlignedAlloc(bytes, Alignment);
            capacity = bytes;
        }

        return (T*)memory;
    }
}
