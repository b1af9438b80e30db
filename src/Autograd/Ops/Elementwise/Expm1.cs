using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// eˣ − 1, elementwise, accurate near 0. Derivative: eˣ.
    /// </summary>
    public Tensor Expm1() => Unary.Apply(new Expm1Formula(), this);
}

internal readonly struct Expm1Formula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Expm1(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Exp(x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Expm1(Dual<R, V> x) => Apply(new Expm1Formula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Expm1(Traced x) => Apply(new Expm1Formula(), x, nameof(Tensor.Expm1));
}
