using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Inverse hyperbolic sine, elementwise. Derivative: 1 / √(x² + 1).
    /// </summary>
    public Tensor Asinh() => Unary.Apply(new AsinhFormula(), this);
}

internal readonly struct AsinhFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Asinh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1 / R.Hypot(x, 1);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Asinh(Dual<R, V> x) => Apply(new AsinhFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Asinh(Traced x) => Apply(new AsinhFormula(), x, nameof(Tensor.Asinh));
}
