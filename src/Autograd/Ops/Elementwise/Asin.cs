using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Arc sine in radians, elementwise; NaN outside [−1, 1]. Derivative: 1 / √(1 − x²); at ±1 the one-sided limit, +∞.
    /// </summary>
    public Tensor Asin() => Unary.Apply(new AsinFormula(), this);
}

internal readonly struct AsinFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Asin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1 / R.Sqrt(R.OneMinusSquare(x));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Asin(Dual<R, V> x) => Apply(new AsinFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Asin(Traced x) => Apply(new AsinFormula(), x, nameof(Tensor.Asin));
}
