using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Exponential linear unit, elementwise: x above 0, α(eˣ − 1) below. Derivative: 1 above 0, α eˣ below; at 0 the one of
    /// least magnitude that lies between the two, which is 1 for the common α = 1.
    /// </summary>
    public Tensor Elu(double alpha = 1) => Unary.Apply(new EluFormula(alpha), this);
}

internal readonly struct EluFormula(double alpha) : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Select(x > 0, x, alpha * R.Expm1(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Select(x > 0, 1, R.Select(x < 0, alpha * R.Exp(R.Min(x, 0)), Kink.Slope(alpha, 1)));
}
