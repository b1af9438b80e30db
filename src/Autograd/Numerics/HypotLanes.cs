using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>√(x² + y²) in registers of any width, scaled by a power of two where the squares would leave the range.</summary>
internal static class HypotLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Hypot(L x, L y)
    {
        x = L.Abs(x);
        y = L.Abs(y);
        bool single = typeof(T) == typeof(float);
        Mask<L> large = (x > (single ? 1e18 : 1e150)) | (y > (single ? 1e18 : 1e150));
        Mask<L> small = (x < (single ? 1e-15 : 1e-140)) & (y < (single ? 1e-15 : 1e-140));
        // 2⁻⁷⁰ and 2¹⁰⁰, or 2⁻⁶⁰⁰ and 2⁷⁰⁰.
        double down = single ? 8.470329472543003e-22 : 2.409919865102884e-181, up = single ? 1.2676506002282294e+30 : 5.260135901548374e+210;
        L scale = L.Select(large, down, L.Select(small, up, 1));
        L back = L.Select(large, 1 / down, L.Select(small, 1 / up, 1));
        L a = x * scale, b = y * scale, root = L.Sqrt(L.MultiplyAdd(a, a, b * b)) * back;
        // Infinite where either is, even beside NaN.
        return L.Select(L.EqualTo(x, double.PositiveInfinity) | L.EqualTo(y, double.PositiveInfinity), double.PositiveInfinity, root);
    }
}
