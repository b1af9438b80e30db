using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Error function, erf x = 2/√π ∫₀ˣ e^(−t²) dt, elementwise; ±1 at ±∞. Derivative: 2/√π e^(−x²).
    /// </summary>
    public Tensor Erf() => Unary.Apply(new ErfFormula(), this);
}

internal readonly struct ErfFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Erf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 2 / Math.Sqrt(Math.PI) * R.Exp(-(x * x));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Erf(Dual<R, V> x) => Apply(new ErfFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced Erf(Traced x) => Apply(new ErfFormula(), x, nameof(Tensor.Erf));
}
