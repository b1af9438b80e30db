using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Logistic sigmoid, σ(x) = 1 / (1 + e⁻ˣ), elementwise, without overflow; 0 at −∞, 1 at +∞. Derivative: σ(x)(1 − σ(x)).
    /// </summary>
    public Tensor Sigmoid() => Unary.Apply(new SigmoidFormula(), this);
}

internal readonly struct SigmoidFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R>
    {
        // Of the two forms, the one whose exponential does not overflow.
        R e = R.Exp(-R.Abs(x));
        return R.Select(x < 0, e, 1) / (1 + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => y * (1 - y);
}
