using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>0, 1, 2, … in the lanes of a register.</summary>
internal static class LaneNumbers
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Of<L, T>() where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged => typeof(T) == typeof(float)
        ? L.Load(in Unsafe.As<float, T>(ref MemoryMarshal.GetReference(Singles)), 0)
        : L.Load(in Unsafe.As<double, T>(ref MemoryMarshal.GetReference(Doubles)), 0);

    private static ReadOnlySpan<float> Singles => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private static ReadOnlySpan<double> Doubles => [0, 1, 2, 3, 4, 5, 6, 7];
}
