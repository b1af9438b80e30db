using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Natural logarithm, ln x, elementwise; −∞ at 0, NaN below. Derivative: 1 / x; +∞ at 0, NaN below.
    /// </summary>
    public Tensor Log() => Unary.Apply(new LogFormula(), this);
}

internal readonly struct LogFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1 / R.NonNegative(x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Log(Dual<R, V> x) => Apply(new LogFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Log(Traced x) => Apply(new LogFormula(), x, nameof(Tensor.Log));
}
