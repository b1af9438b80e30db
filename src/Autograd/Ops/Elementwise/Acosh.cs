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

    // A product of reciprocal roots: the derivatives of each alternate in sign, so that the limits at 1 exist at every order.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1 / R.Sqrt(x - 1) * (1 / R.Sqrt(x + 1));
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
