using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Logarithm to base 2, elementwise; −∞ at 0, NaN below. Derivative: 1 / (x ln 2); +∞ at 0, NaN below.
    /// </summary>
    public Tensor Log2() => Unary.Apply(new Log2Formula(), this);
}

internal readonly struct Log2Formula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Log2(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => new LogFormula().Slope(x, y) * (1 / Math.Log(2));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Log2(Dual<R, V> x) => Apply(new Log2Formula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Log2(Traced x) => Apply(new Log2Formula(), x, nameof(Tensor.Log2));
}
