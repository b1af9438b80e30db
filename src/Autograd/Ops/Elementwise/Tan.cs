using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Tangent of x in radians, elementwise; NaN at ±∞. Derivative: 1 + tan² x.
    /// </summary>
    public Tensor Tan() => Unary.Apply(new TanFormula(), this);
}

internal readonly struct TanFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Tan(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1 + y * y;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Tan(Dual<R, V> x) => Apply(new TanFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Tan(Traced x) => Apply(new TanFormula(), x, nameof(Tensor.Tan));
}
