using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>The mean of (x − target)², of one shape. Derivative: 2(x − target) / n.</summary>
    /// <exception cref="ArgumentException">The shapes or element types differ, or there are no elements.</exception>
    public Tensor MeanSquaredError(Tensor target)
    {
        Loss.RequireAlike(this, target, nameof(MeanSquaredError));
        Axes.RequireElements(this, Axes.All(Shape), nameof(MeanSquaredError));
        return Binary.Apply(new SquaredErrorFormula(), this, target, nameof(MeanSquaredError)).Mean();
    }
}

internal readonly struct SquaredErrorFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => (x - y) * (x - y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => 2 * (x - y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => 2 * (y - x);
}
