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

    /// <summary>
    /// x held between two bounds, elementwise, all three broadcast; NaN where one of them is. Derivative: 1 in what is chosen, 0 in
    /// the others; x and a bound that it equals share it by halves.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, the element types differ, or a lower bound is above its upper.</exception>
    public Tensor Clamp(Tensor min, Tensor max)
    {
        Errors.RequireNotNull(min);
        Errors.RequireNotNull(max);
        Binary.ResultShape(this, min, nameof(Clamp));
        Binary.ResultShape(this, max, nameof(Clamp));
        using (Broadcast.Intended())
            if (min.Values().Greater(max.Values()) is var crossed && crossed.Any().ToDouble() != 0)
                throw Errors.Argument(nameof(Clamp), $"element {crossed.ArgMax()} of the lower bound {min.Described} is above that of the upper {max.Described}",
                    "did you mean Clamp(max, min)?", min.Shape, max.Shape);
        return Binary.Apply(new MinimumFormula(), Binary.Apply(new MaximumFormula(), this, min, nameof(Clamp)), max, nameof(Clamp));
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
