using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The nearest whole number, half-way cases to the even one, elementwise. Derivative: 0 everywhere, at the jumps too.
    /// </summary>
    public Tensor Round() => Unary.Apply(new RoundFormula(), this);
}

internal readonly struct RoundFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Round(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 0;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Round(Dual<R, V> x) => Apply(new RoundFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Round(Traced x) => Apply(new RoundFormula(), x, nameof(Tensor.Round));
}
