using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// ln(x / (1 − x)), elementwise: the inverse of the sigmoid. −∞ at 0, +∞ at 1, NaN outside [0, 1].
    /// Derivative: 1 / (x(1 − x)); +∞ at 0 and 1, NaN outside.
    /// </summary>
    public Tensor Logit() => Unary.Apply(new LogitFormula(), this);
}

internal readonly struct LogitFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> =>
        R.Select(x < 0.25, R.Log(x / (1 - x)), R.Log1p((2 * x - 1) / (1 - x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1 / R.NonNegative(x) + 1 / R.NonNegative(1 - x);
}
