using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The smaller of x and y, elementwise, broadcast; NaN where either is. Derivative: 1 in the smaller, 0 in the other; ½ in
    /// both where they are equal.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor Minimum(Tensor y) => Binary.Apply(new MinimumFormula(), this, y);

    /// <summary>The smaller of x and a bound, elementwise; NaN stays NaN. Derivative: 1 where x is the smaller, else 0, at the bound too.</summary>
    public Tensor Minimum(double bound) => Unary.Apply(new MinimumBoundFormula(bound), this);
}

/// <summary>min(x, y) = −max(−x, −y).</summary>
internal readonly struct MinimumFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.Min(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => new MaximumFormula().SlopeX(-x, -y, z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => new MaximumFormula().SlopeY(-x, -y, z);
}

internal readonly struct MinimumBoundFormula(double bound) : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Min(x, bound);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => new MaximumBoundFormula(-bound).Slope(-x, y);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Min(Dual<R, V> a, Dual<R, V> b) => Apply(new MinimumFormula(), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Min(Dual<R, V> x, double bound) => Apply(new MinimumBoundFormula(bound), x);
}

internal readonly partial struct Traced
{
    public static Traced Min(Traced a, Traced b) => Apply(new MinimumFormula(), a, b, nameof(Tensor.Minimum));

    public static Traced Min(Traced x, double bound) => Apply(new MinimumBoundFormula(bound), x, nameof(Tensor.Minimum));
}
