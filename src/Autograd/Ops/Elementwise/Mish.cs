using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// x tanh(ln(1 + eˣ)), elementwise; 0 at −∞, +∞ at +∞. Derivative: by the product and chain rules, in the kernel.
    /// Source: Misra, Mish: A Self Regularized Non-Monotonic Activation Function, 2019.
    /// </summary>
    public Tensor Mish() => Unary.Apply(new Derived<MishFormula>(new()), this);
}

internal readonly struct MishFormula : IFormula
{
    // Beyond this the function is 0 or x to the last digit; the formula itself would meet ∞ · 0.
    private const double Far = 1000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Of<R>(R x) where R : struct, IReal<R> =>
        R.Select(R.Abs(x) > Far, R.Select(x > 0, x, 0), x * R.Tanh(new SoftplusFormula().Value(x)));
}
