namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The mean of (x − target)², of one shape. Derivative: 2(x − target) / n.</summary>
    /// <exception cref="ArgumentException">The shapes or element types differ, or there are no elements.</exception>
    public Tensor MeanSquaredError(Tensor target)
    {
        Loss.RequireAlike(this, target, nameof(MeanSquaredError));
        Axes.RequireElements(Shape, Axes.All(Shape), nameof(MeanSquaredError));
        return (this - target).Square().Mean();
    }
}
