using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Logarithm to base 10, elementwise; −∞ at 0, NaN below. Derivative: 1 / (x ln 10); +∞ at 0, NaN below.
    /// </summary>
    public Tensor Log10() => Unary.Apply(new Log10Formula(), this);
}

internal readonly struct Log10Formula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Log10(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => new LogFormula().Slope(x, y) * (1 / Math.Log(10));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Log10(Dual<R, V> x) => Apply(new Log10Formula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Log10(Traced x) => Apply(new Log10Formula(), x, nameof(Tensor.Log10));
}
