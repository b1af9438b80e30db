using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// x², elementwise. Derivative: 2x.
    /// </summary>
    public Tensor Square() => Unary.Apply(new SquareFormula(), this);
}

internal readonly struct SquareFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Square(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 2 * x;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Square(Dual<R, V> x) => Apply(new SquareFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Square(Traced x) => Apply(new SquareFormula(), x, nameof(Tensor.Square));
}
