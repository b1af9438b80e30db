using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Inverse hyperbolic cosine, elementwise; NaN below 1. Derivative: 1 / √(x² − 1); at 1 the one-sided limit, +∞.
    /// </summary>
    public Tensor Acosh() => Unary.Apply(new AcoshFormula(), this);
}

internal readonly struct AcoshFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Acosh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> 
    {
        // Far out in terms of 1/x, so that the square does not overflow. One root, so that the limits at 1 have one sign at every order.
        Mask<R> far = x > 2;
        R inverse = 1 / x;
        return R.Select(far, inverse, 1) / R.Sqrt(R.Select(far, R.OneMinusSquare(inverse), R.NonNegative(x - 1) * (x + 1)));
    }
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Acosh(Dual<R, V> x) => Apply(new AcoshFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Acosh(Traced x) => Apply(new AcoshFormula(), x, nameof(Tensor.Acosh));
}
