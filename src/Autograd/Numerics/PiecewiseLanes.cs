using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Parts of polynomials whose coefficients are looked up: row after row of a table, one for each power.</summary>
internal static class PiecewiseLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    /// <summary>Two neighbouring terms: pairs make shorter chains of instructions than single terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Pair(ref readonly T table, int row, L index, L d) =>
        L.MultiplyAdd(L.Lookup(in table, row + 1, index), d, L.Lookup(in table, row, index));
}
