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
    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R>
    {
        // Of the two forms, the one whose exponential does not overflow; at −∞ it vanishes, whatever it is multiplied by.
        R e = R.Exp(-R.Abs(x));
        return R.Select(x < 0, R.Chain(e, x), x) / (1 + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R>
    {
        R sigmoid = R.Sigmoid(x, out R rest);
        return sigmoid + R.Chain(sigmoid * rest, x);
    }
}
