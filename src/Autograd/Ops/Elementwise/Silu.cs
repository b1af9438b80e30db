using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Sigmoid-weighted linear unit, x σ(x), elementwise; 0 at −∞, +∞ at +∞. Derivative: σ(x)(1 + x(1 − σ(x))).
    /// Source: Elfwing et al., 2017; also known as swish.
    /// </summary>
    public Tensor Silu() => Unary.Apply(new SiluFormula(), this);
}

internal readonly struct SiluFormula : IUnaryFormula
{
    // Beyond this the sigmoid, or its slope, is 0, which infinity must not meet.
    private const double Far = 1000;

    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Clamp(x, -Far, double.PositiveInfinity) * R.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R>
    {
        R sigmoid = R.SigmoidWithSlope(x, out R slope);
        return sigmoid + slope * R.Clamp(x, -Far, Far);
    }
}
