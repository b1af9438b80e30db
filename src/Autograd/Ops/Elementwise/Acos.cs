using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Arc cosine in radians, elementwise; NaN outside [−1, 1]. Derivative: −1 / √(1 − x²); at ±1 the one-sided limit, −∞.
    /// </summary>
    public Tensor Acos() => Unary.Apply(new AcosFormula(), this);
}

internal readonly struct AcosFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Acos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => -1 / R.Sqrt(R.OneMinusSquare(x));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Acos(Dual<R, V> x) => Apply(new AcosFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Acos(Traced x) => Apply(new AcosFormula(), x, nameof(Tensor.Acos));
}
