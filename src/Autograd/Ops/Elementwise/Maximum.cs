using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The larger of x and y, elementwise, broadcast; NaN where either is. Derivative: 1 in the larger, 0 in the other; ½ in
    /// both where they are equal.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor Maximum(Tensor y) => Binary.Apply(new MaximumFormula(), this, y);

    /// <summary>The larger of x and a bound, elementwise; NaN stays NaN. Derivative: 1 where x is the larger, else 0, at the bound too.</summary>
    public Tensor Maximum(double bound) => Unary.Apply(new MaximumBoundFormula(bound), this);
}

internal readonly struct MaximumFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.Max(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> =>
        R.Select(R.EqualTo(x, y), 0.5, R.Select(Wins(x, y), 1, 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => 1 - SlopeX(x, y, z);

    // A NaN on the left wins; one on the right does, because no comparison with it holds.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Mask<R> Wins<R>(R x, R y) where R : struct, IReal<R> => (x > y) | !R.EqualTo(x, x);
}

internal readonly struct MaximumBoundFormula(double bound) : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Max(x, bound);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Select(x > bound, 1, 0);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Max(Dual<R, V> a, Dual<R, V> b) => Apply(new MaximumFormula(), a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Max(Dual<R, V> x, double bound) => Apply(new MaximumBoundFormula(bound), x);
}

internal readonly partial struct Traced
{
    public static Traced Max(Traced a, Traced b) => Apply(new MaximumFormula(), a, b, nameof(Tensor.Maximum));

    public static Traced Max(Traced x, double bound) => Apply(new MaximumBoundFormula(bound), x, nameof(Tensor.Maximum));
}
