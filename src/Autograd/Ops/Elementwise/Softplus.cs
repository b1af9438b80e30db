using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// ln(1 + eˣ), elementwise, without overflow; 0 at −∞, +∞ at +∞. Derivative: σ(x) = 1 / (1 + e⁻ˣ).
    /// </summary>
    public Tensor Softplus() => Unary.Apply(new SoftplusFormula(), this);
}

internal readonly struct SoftplusFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Softplus(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.SigmoidWithSlope(x, out _);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Softplus(Dual<R, V> x) => Apply(new SoftplusFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Softplus(Traced x) => Apply(new SoftplusFormula(), x, nameof(Tensor.Softplus));
}
