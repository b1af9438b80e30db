using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// 2ˣ, elementwise; exact for whole x. Derivative: 2ˣ ln 2.
    /// </summary>
    public Tensor Exp2() => Unary.Apply(new Exp2Formula(), this);
}

internal readonly struct Exp2Formula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Exp2(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => y * Math.Log(2);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Exp2(Dual<R, V> x) => Apply(new Exp2Formula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Exp2(Traced x) => Apply(new Exp2Formula(), x, nameof(Tensor.Exp2));
}
