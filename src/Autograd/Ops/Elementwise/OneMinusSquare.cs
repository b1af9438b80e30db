using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// 1 − x² rounded once, a word for slopes: 1 − x · x loses digits near ±1, and (1 − x)(1 + x) has a derivative that loses them
/// near 0. Derivative: −2x.
/// </summary>
internal readonly struct OneMinusSquareFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.OneMinusSquare(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => -2 * x;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> OneMinusSquare(Dual<R, V> x) => Apply(new OneMinusSquareFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced OneMinusSquare(Traced x) => Apply(new OneMinusSquareFormula(), x, nameof(OneMinusSquare));
}
