using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Rectifier, max(x, 0), elementwise; NaN stays NaN. Derivative: 1 above 0, 0 below and at the kink.
    /// </summary>
    public Tensor Relu() => Unary.Apply(new ReluFormula(), this);
}

internal readonly struct ReluFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Select(x <= 0, 0, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Select(y > 0, 1, 0);
}
