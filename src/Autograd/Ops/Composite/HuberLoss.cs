using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The mean over elements of ½d² where |d| ≤ δ and δ(|d| − ½δ) beyond, with d = x − target, of one shape. Derivative: d held
    /// between ±δ, divided by n.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes or element types differ, there are no elements, or δ is not above 0.</exception>
    public Tensor HuberLoss(Tensor target, double delta = 1)
    {
        Loss.RequireAlike(this, target, nameof(HuberLoss));
        Axes.RequireElements(Shape, Axes.All(Shape), nameof(HuberLoss));
        if (!(delta > 0))
            throw Errors.Argument(nameof(HuberLoss), $"delta {delta} is not above 0", "use the error at which squares turn into magnitudes", Shape);
        return Unary.Apply(new Derived<HuberFormula>(new(delta)), this - target).Mean();
    }
}

internal readonly struct HuberFormula(double delta) : IFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Of<R>(R x) where R : struct, IReal<R> =>
        R.Select(R.Abs(x) <= delta, 0.5 * x * x, delta * (R.Abs(x) - 0.5 * delta));
}
