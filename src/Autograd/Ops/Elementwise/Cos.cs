using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Cosine of x in radians, elementwise; NaN at ±∞. Derivative: −sin x.
    /// </summary>
    public Tensor Cos() => Unary.Apply(new CosFormula(), this);
}

internal readonly struct CosFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => -R.Sin(x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Cos(Dual<R, V> x) => Apply(new CosFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Cos(Traced x) => Apply(new CosFormula(), x, nameof(Tensor.Cos));
}
