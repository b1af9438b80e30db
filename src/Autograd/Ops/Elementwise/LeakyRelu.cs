using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Leaky rectifier, elementwise: x above 0, slope · x below. Derivative: 1 above 0, slope below; at 0 the one of least
    /// magnitude that lies between the two.
    /// </summary>
    public Tensor LeakyRelu(double slope = 0.01) => Unary.Apply(new LeakyReluFormula(slope), this);
}

internal readonly struct LeakyReluFormula(double slope) : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> =>
        slope == 0 ? R.Max(x, 0) : R.Select(x >= 0, x, slope * x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Select(x > 0, 1, R.Select(x < 0, slope, Kink.Slope(slope, 1)));
}
