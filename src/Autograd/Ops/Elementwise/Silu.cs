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
    // Beyond this the sigmoid is 0 or 1 to the last digit; the formulas themselves would meet ∞ · 0.
    private const double Far = 1000;

    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Select(x < -Far, 0, x * new SigmoidFormula().Value(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R>
    {
        R sigmoid = new SigmoidFormula().Value(x);
        return R.Select(R.Abs(x) > Far, sigmoid, sigmoid * (1 + x * (1 - sigmoid)));
    }
}
