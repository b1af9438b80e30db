using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// √(x² + y²), elementwise, broadcast, without overflow. Derivative: x/z in x, y/z in y, with z the result; 0 at (0, 0).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor Hypot(Tensor y) => Binary.Apply(new HypotFormula(), this, y);
}

internal readonly struct HypotFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.Hypot(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => R.Cosine(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => R.Cosine(y, x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Hypot(Dual<R, V> x, Dual<R, V> y) => Apply(new HypotFormula(), x, y);
}

internal readonly partial struct Traced
{
    public static Traced Hypot(Traced x, Traced y) => Apply(new HypotFormula(), x, y, nameof(Tensor.Hypot));
}
