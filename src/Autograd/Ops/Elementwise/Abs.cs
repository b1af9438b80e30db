using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Absolute value, |x|, elementwise. Derivative: the sign of x; at 0, the kink, 0.
    /// </summary>
    public Tensor Abs() => Unary.Apply(new AbsFormula(), this);
}

internal readonly struct AbsFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Select(x > 0, 1, R.Select(x < 0, -1, 0));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Abs(Dual<R, V> x) => Apply(new AbsFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Abs(Traced x) => Apply(new AbsFormula(), x, nameof(Tensor.Abs));
}
