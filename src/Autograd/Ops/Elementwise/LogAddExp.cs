using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// ln(eˣ + eʸ), elementwise, broadcast, without overflow; the other operand where one is −∞, and −∞ where both are.
    /// Derivative: σ(x − y) in x, σ(y − x) in y; ½ each where both are the same infinity.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor LogAddExp(Tensor y)
    {
        Errors.RequireNotNull(y);
        return Binary.Apply(new LogAddExpFormula(), this, y);
    }
}

internal readonly struct LogAddExpFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.LogAddExp(x, y);

    // Infinities of one sign have no difference.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> =>
        R.Sigmoid(R.Select(R.EqualTo(x, y) & !(R.Abs(x) < double.PositiveInfinity), 0, x - y));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => SlopeX(y, x, z);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> LogAddExp(Dual<R, V> a, Dual<R, V> b) => Apply(new LogAddExpFormula(), a, b);
}

internal readonly partial struct Traced
{
    public static Traced LogAddExp(Traced a, Traced b) => Apply(new LogAddExpFormula(), a, b, nameof(Tensor.LogAddExp));
}
