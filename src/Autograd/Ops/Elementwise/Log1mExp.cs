using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// ln(1 − eˣ), elementwise, for x up to 0, with all digits near 0 and far out: of a logarithm of a probability, that of the
    /// other outcome. −∞ at 0, NaN above. Derivative: −eˣ / (1 − eˣ); −∞ at 0, NaN above.
    /// Source: Mächler, Accurately computing log(1 − exp(−|a|)), 2012.
    /// </summary>
    public Tensor Log1mExp() => Unary.Apply(new Log1mExpFormula(), this);
}

internal readonly struct Log1mExpFormula : IUnaryFormula
{
    private const double MinusLn2 = -0.6931471805599453;

    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Select(x < MinusLn2, R.Log1p(-R.Exp(x)), R.Log(-R.Expm1(x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => -(R.Exp(x) / R.NonNegative(-R.Expm1(x)));
}
