using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Hyperbolic tangent, elementwise; ±1 at ±∞. Derivative: 1 − tanh² x, from the
    /// result alone, which is as fast as memory: right to an ulp of its largest value, 1.
    /// </summary>
    public Tensor Tanh() => Unary.Apply(new TanhFormula(), this);
}

internal readonly struct TanhFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.OneMinusSquare(y);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Tanh(Dual<R, V> x) => Apply(new TanhFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Tanh(Traced x) => Apply(new TanhFormula(), x, nameof(Tensor.Tanh));
}
