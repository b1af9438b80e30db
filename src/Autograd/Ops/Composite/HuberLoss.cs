using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The mean over elements of ½d² where |d| ≤ δ and δ(|d| − ½δ) beyond, with d = x − target, of one shape. Derivative: d held
    /// between ±δ, divided by n.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes or element types differ, or there are no elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">δ is not above 0.</exception>
    public Tensor HuberLoss(Tensor target, double delta = 1)
    {
        Loss.RequireAlike(this, target, nameof(HuberLoss));
        Axes.RequireElements(this, Axes.All(Shape), nameof(HuberLoss));
        if (!(delta > 0))
            throw Errors.OutOfRange(nameof(HuberLoss), $"delta = {delta} is not above 0", "use the error at which squares turn into magnitudes, such as 1", Shape);
        return Binary.Apply(new HuberFormula(delta), this, target, nameof(HuberLoss)).Mean();
    }
}

internal readonly struct HuberFormula(double delta) : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R>
    {
        R error = R.Abs(x - y);
        return R.Select(error <= delta, 0.5 * error * error, delta * (error - 0.5 * delta));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => R.Clamp(x - y, -delta, delta);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => SlopeX(y, x, z);
}
