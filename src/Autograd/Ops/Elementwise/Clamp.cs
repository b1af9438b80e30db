using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// x held between two bounds, elementwise; NaN stays NaN. Derivative: 1 strictly between them, 0 outside and at the bounds.
    /// </summary>
    /// <exception cref="ArgumentException">The lower bound is not at most the upper.</exception>
    public Tensor Clamp(double min, double max)
    {
        if (!(min <= max))
            throw Errors.Argument(nameof(Clamp), $"the bounds {min} and {max} hold nothing between them", double.IsNaN(min + max) ? "use numbers, or ±∞" : $"did you mean Clamp({max}, {min})?", Shape);
        return Unary.Apply(new ClampFormula(min, max), this);
    }
}

internal readonly struct ClampFormula(double min, double max) : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Clamp(x, min, max);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Select((x > min) & (x < max), 1, 0);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Clamp(Dual<R, V> x, double min, double max) => Apply(new ClampFormula(min, max), x);
}

internal readonly partial struct Traced
{
    public static Traced Clamp(Traced x, double min, double max) => Apply(new ClampFormula(min, max), x, nameof(Tensor.Clamp));
}
