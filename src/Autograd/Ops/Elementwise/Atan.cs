using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Arc tangent in radians, elementwise; ±π/2 at ±∞. Derivative: 1 / (1 + x²).
    /// </summary>
    public Tensor Atan() => Unary.Apply(new AtanFormula(), this);
}

internal readonly struct AtanFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Atan(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> 
    {
        // Beyond 1 in terms of 1/x, so that no power overflows, at any order.
        Mask<R> far = R.Abs(x) > 1;
        R inverse = 1 / x, near = R.Select(far, inverse, x);
        return R.Select(far, inverse * inverse, 1) / (1 + near * near);
    }
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Atan(Dual<R, V> x) => Apply(new AtanFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Atan(Traced x) => Apply(new AtanFormula(), x, nameof(Tensor.Atan));
}
