using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Square root, √x, elementwise; NaN below 0. Derivative: 1 / (2√x); at 0 the one-sided limit, +∞.
    /// </summary>
    public Tensor Sqrt() => Unary.Apply(new SqrtFormula(), this);
}

internal readonly struct SqrtFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 0.5 / y;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Sqrt(Dual<R, V> x) => Apply(new SqrtFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Sqrt(Traced x) => Apply(new SqrtFormula(), x, nameof(Tensor.Sqrt));
}
