using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Hyperbolic cosine, elementwise. Derivative: sinh x.
    /// </summary>
    public Tensor Cosh() => Unary.Apply(new CoshFormula(), this);
}

internal readonly struct CoshFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Cosh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Sinh(x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Cosh(Dual<R, V> x) => Apply(new CoshFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Cosh(Traced x) => Apply(new CoshFormula(), x, nameof(Tensor.Cosh));
}
