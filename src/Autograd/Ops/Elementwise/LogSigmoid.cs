using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// ln σ(x) = −ln(1 + e⁻ˣ), elementwise, without overflow; −∞ at −∞, 0 at +∞. Derivative: σ(−x).
    /// </summary>
    public Tensor LogSigmoid() => Unary.Apply(new LogSigmoidFormula(), this);
}

internal readonly struct LogSigmoidFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => -R.Softplus(-x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Sigmoid(-x);
}
