using System.Numerics;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>A number that tells apart values that differ in any bit, but for one chance in 2⁶⁴ or so.</summary>
internal static class Fingerprint
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    public static ulong Of(Tensor x)
    {
        Tensor source = Copy.RowMajor(x);
        ReadOnlySpan<byte> bytes = source.Count == 0 ? []
            : source.DType == DType.Float32 ? MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in source.First<float>(), source.Count))
            : MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in source.First<double>(), source.Count));
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);

        // Two chains, so that one multiplication need not wait for the other.
        ulong even = 1, odd = 2;
        int i = 0;
        for (; i + 1 < words.Length; i += 2)
        {
            even = BitOperations.RotateLeft((even ^ words[i]) * Odd, 29);
            odd = BitOperations.RotateLeft((odd ^ words[i + 1]) * Odd, 29);
        }

        foreach (byte rest in bytes[(i * sizeof(ulong))..])
            even = BitOperations.RotateLeft((even ^ rest) * Odd, 29);
        GC.KeepAlive(source);
        return even ^ BitOperations.RotateLeft(odd, 32);
    }
}
