using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>−x, elementwise. Derivative: −1.</summary>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    public static Tensor operator -(Tensor x)
    {
        Errors.RequireNotNull(x, operation: "Negate");
        return Unary.Apply(new NegateFormula(), x, "Negate");
    }
}

internal readonly struct NegateFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => -x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => -1;
}

internal readonly partial struct Traced
{
    public static Traced operator -(Traced x) => Apply(new NegateFormula(), x, "Negate");
}
