using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// x − y, elementwise, broadcast; a number takes the tensor's element type. Derivative: 1 in x, −1 in y.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public static Tensor operator -(Tensor x, Tensor y) => Binary.Apply(new SubtractFormula(), x, y, "Subtract");

    /// <inheritdoc cref="operator -(Tensor, Tensor)"/>
    public static Tensor operator -(Tensor x, double y) => Binary.Apply(new SubtractFormula(), x, y, "Subtract");

    /// <inheritdoc cref="operator -(Tensor, Tensor)"/>
    public static Tensor operator -(double x, Tensor y) => Binary.Apply(new SubtractFormula(), x, y, "Subtract");
}

internal readonly struct SubtractFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.Nothing;

    public static Reads SlopeYReads => Reads.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => x - y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => -1;
}

internal readonly partial struct Traced
{
    public static Traced operator -(Traced x, Traced y) => Apply(new SubtractFormula(), x, y, "Subtract");

    public static Traced operator -(Traced x, double y) => x - (Traced)y;

    public static Traced operator -(double x, Traced y) => (Traced)x - y;
}
