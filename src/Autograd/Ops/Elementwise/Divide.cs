using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// x / y, elementwise, broadcast; a number takes the tensor's element type. Derivative: 1/y in x, −x/y² in y.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public static Tensor operator /(Tensor x, Tensor y) => Binary.Apply(new DivideFormula(), x, y, "Divide");

    /// <inheritdoc cref="operator /(Tensor, Tensor)"/>
    public static Tensor operator /(Tensor x, double y) => Binary.Apply(new DivideFormula(), x, y, "Divide");

    /// <inheritdoc cref="operator /(Tensor, Tensor)"/>
    public static Tensor operator /(double x, Tensor y) => Binary.Apply(new DivideFormula(), x, y, "Divide");
}

internal readonly struct DivideFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.Y;

    public static Reads SlopeYReads => Reads.Y | Reads.Z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => x / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => 1 / y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => -(z / y);
}

internal readonly partial struct Traced
{
    public static Traced operator /(Traced x, Traced y) => Apply(new DivideFormula(), x, y, "Divide");

    public static Traced operator /(Traced x, double y) => x / (Traced)y;

    public static Traced operator /(double x, Traced y) => (Traced)x / y;
}
