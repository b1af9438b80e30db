using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Polygamma function ψ⁽ⁿ⁾(x), elementwise: the n-th derivative of the digamma function ψ(x) = d ln Γ(x) / dx, which is n = 0.
    /// Derivative: ψ⁽ⁿ⁺¹⁾(x). At 0 and the negative whole numbers: +∞ for odd n, and NaN for even n, whose one-sided limits differ.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">n is negative, or so large that double precision does not reach.</exception>
    public Tensor Polygamma(int n) => n is >= 0 and <= PolygammaFunction.LargestOrder
        ? Unary.Apply(new PolygammaFormula(n), this)
        : throw Errors.OutOfRange(nameof(Polygamma), $"order {n} cannot be had", $"use 0 to {PolygammaFunction.LargestOrder}", Shape);
}

internal readonly struct PolygammaFormula(int n) : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Polygamma(n, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Polygamma(n + 1, x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Polygamma(int n, Dual<R, V> x) => Apply(new PolygammaFormula(n), x);
}

internal readonly partial struct Traced
{
    public static Traced Polygamma(int n, Traced x) => Apply(new PolygammaFormula(n), x, nameof(Tensor.Polygamma));
}
