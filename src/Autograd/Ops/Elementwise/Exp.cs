using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Exponential, eˣ, elementwise. Derivative: eˣ.
    /// </summary>
    public Tensor Exp() => Unary.Apply(new ExpFormula(), this);
}

internal readonly struct ExpFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => y;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Exp(Dual<R, V> x) => Apply(new ExpFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Exp(Traced x) => Apply(new ExpFormula(), x, nameof(Tensor.Exp));
}
