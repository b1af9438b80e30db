using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Hyperbolic sine, elementwise. Derivative: cosh x.
    /// </summary>
    public Tensor Sinh() => Unary.Apply(new SinhFormula(), this);
}

internal readonly struct SinhFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Sinh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Cosh(x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Sinh(Dual<R, V> x) => Apply(new SinhFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Sinh(Traced x) => Apply(new SinhFormula(), x, nameof(Tensor.Sinh));
}
