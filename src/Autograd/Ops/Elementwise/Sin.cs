using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Sine of x in radians, elementwise; NaN at ±∞. Derivative: cos x.
    /// </summary>
    public Tensor Sin() => Unary.Apply(new SinFormula(), this);
}

internal readonly struct SinFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Sin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Cos(x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Sin(Dual<R, V> x) => Apply(new SinFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Sin(Traced x) => Apply(new SinFormula(), x, nameof(Tensor.Sin));
}
