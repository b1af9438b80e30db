using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// 1 / x, elementwise; ±∞ at ±0. Derivative: −1 / x²; −∞ at 0.
    /// </summary>
    public Tensor Reciprocal() => Unary.Apply(new ReciprocalFormula(), this);
}

internal readonly struct ReciprocalFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => 1 / x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => -(y * y);
}
