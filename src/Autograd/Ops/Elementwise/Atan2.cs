using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// The angle in radians, in [−π, π], of the point (x, y), where this tensor is y: elementwise, broadcast.
    /// Derivative: x/(x² + y²) in y, −y/(x² + y²) in x; 0 at (0, 0).
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor Atan2(Tensor x)
    {
        Errors.RequireNotNull(x);
        return Binary.Apply(new Atan2Formula(), this, x);
    }
}

/// <summary>The formula's first argument is the ordinate, as the operation's is.</summary>
internal readonly struct Atan2Formula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.Atan2(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => R.Chain(R.Cosine(y, x), 1 / R.Hypot(x, y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => -R.Chain(R.Cosine(x, y), 1 / R.Hypot(x, y));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Atan2(Dual<R, V> y, Dual<R, V> x) => Apply(new Atan2Formula(), y, x);
}

internal readonly partial struct Traced
{
    public static Traced Atan2(Traced y, Traced x) => Apply(new Atan2Formula(), y, x, nameof(Tensor.Atan2));
}
