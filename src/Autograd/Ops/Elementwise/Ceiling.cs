using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The smallest whole number at least x, elementwise. Derivative: 0 everywhere, at the jumps too.
    /// </summary>
    public Tensor Ceiling() => Unary.Apply(new CeilingFormula(), this);
}

internal readonly struct CeilingFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Ceiling(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 0;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Ceiling(Dual<R, V> x) => Apply(new CeilingFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Ceiling(Traced x) => Apply(new CeilingFormula(), x, nameof(Tensor.Ceiling));
}
