using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The sign of x, elementwise: −1, 0 or 1; NaN stays NaN. Derivative: 0 everywhere, at the jump too.
    /// </summary>
    public Tensor Sign() => Unary.Apply(new SignFormula(), this);
}

internal readonly struct SignFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Select(x > 0, 1, R.Select(x < 0, -1, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 0;
}
