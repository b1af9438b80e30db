using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// Polynomials c₀ + c₁x + c₂x² + … in registers. In double precision they are long, and Horner's rule would be one chain of
/// instructions each of which waits for the one before; in pairs, (c₀ + c₁x) + x²((c₂ + c₃x) + x²(…)), the chain is half as long.
/// </summary>
internal static class PolynomialLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L At(L x, double c0, double c1, double c2) => L.MultiplyAdd(L.MultiplyAdd(c2, x, c1), x, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L At(L x, double c0, double c1, double c2, double c3, double c4)
    {
        if (typeof(T) == typeof(float))
        {
            L sum = c4;
            sum = L.MultiplyAdd(sum, x, c3);
            sum = L.MultiplyAdd(sum, x, c2);
            sum = L.MultiplyAdd(sum, x, c1);
            return L.MultiplyAdd(sum, x, c0);
        }

        L square = x * x;
        L pairs = L.MultiplyAdd(c4, square, L.MultiplyAdd(c3, x, c2));
        return L.MultiplyAdd(pairs, square, L.MultiplyAdd(c1, x, c0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L At(L x, double c0, double c1, double c2, double c3, double c4, double c5)
    {
        L square = x * x;
        L pairs = L.MultiplyAdd(c5, x, c4);
        pairs = L.MultiplyAdd(pairs, square, L.MultiplyAdd(c3, x, c2));
        return L.MultiplyAdd(pairs, square, L.MultiplyAdd(c1, x, c0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L At(L x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7)
    {
        L square = x * x;
        L pairs = L.MultiplyAdd(c7, x, c6);
        pairs = L.MultiplyAdd(pairs, square, L.MultiplyAdd(c5, x, c4));
        pairs = L.MultiplyAdd(pairs, square, L.MultiplyAdd(c3, x, c2));
        return L.MultiplyAdd(pairs, square, L.MultiplyAdd(c1, x, c0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L At(L x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8)
    {
        if (typeof(T) == typeof(float))
        {
            L sum = c8;
            sum = L.MultiplyAdd(sum, x, c7);
            sum = L.MultiplyAdd(sum, x, c6);
            sum = L.MultiplyAdd(sum, x, c5);
            sum = L.MultiplyAdd(sum, x, c4);
            sum = L.MultiplyAdd(sum, x, c3);
            sum = L.MultiplyAdd(sum, x, c2);
            sum = L.MultiplyAdd(sum, x, c1);
            return L.MultiplyAdd(sum, x, c0);
        }

        L square = x * x;
        L pairs = L.MultiplyAdd(c8, square, L.MultiplyAdd(c7, x, c6));
        pairs = L.MultiplyAdd(pairs, square, L.MultiplyAdd(c5, x, c4));
        pairs = L.MultiplyAdd(pairs, square, L.MultiplyAdd(c3, x, c2));
        return L.MultiplyAdd(pairs, square, L.MultiplyAdd(c1, x, c0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L At(L x, double c0, double c1, double c2, double c3, double c4, double c5, double c6, double c7, double c8, double c9)
    {
        L square = x * x;
        L pairs = L.MultiplyAdd(c9, x, c8);
        pairs = L.MultiplyAdd(pairs, square, L.MultiplyAdd(c7, x, c6));
        pairs = L.MultiplyAdd(pairs, square, L.MultiplyAdd(c5, x, c4));
        pairs = L.MultiplyAdd(pairs, square, L.MultiplyAdd(c3, x, c2));
        return L.MultiplyAdd(pairs, square, L.MultiplyAdd(c1, x, c0));
    }
}
