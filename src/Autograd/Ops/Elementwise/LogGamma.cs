using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Logarithm of the gamma function, ln|Γ(x)|, elementwise; +∞ at 0 and the negative whole numbers. Derivative: ψ(x).
    /// </summary>
    public Tensor LogGamma() => Unary.Apply(new LogGammaFormula(), this);
}

internal readonly struct LogGammaFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.LogGamma(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Polygamma(0, x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> LogGamma(Dual<R, V> x) => Apply(new LogGammaFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced LogGamma(Traced x) => Apply(new LogGammaFormula(), x, nameof(Tensor.LogGamma));
}
