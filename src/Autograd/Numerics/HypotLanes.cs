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
        double down = Math.ScaleB(1, single ? -70 : -600), up = Math.ScaleB(1, single ? 100 : 700);
        L scale = L.Select(large, down, L.Select(small, up, 1));
        L back = L.Select(large, 1 / down, L.Select(small, 1 / up, 1));
        L a = x * scale, b = y * scale, root = L.Sqrt(L.MultiplyAdd(a, a, b * b)) * back;
        // Infinite where either is, even beside NaN.
        return L.Select(L.EqualTo(x, double.PositiveInfinity) | L.EqualTo(y, double.PositiveInfinity), double.PositiveInfinity, root);
    }
}
