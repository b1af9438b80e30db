using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Scaled exponential linear unit, elementwise: λx above 0, λα(eˣ − 1) below, with λ ≈ 1.0507 and α ≈ 1.6733.
    /// Derivative: λ above 0, λα eˣ below; at 0 the smaller, λ. Source: Klambauer et al., Self-Normalizing Neural Networks, 2017.
    /// </summary>
    public Tensor Selu() => Unary.Apply(new SeluFormula(), this);
}

internal readonly struct SeluFormula : IUnaryFormula
{
    private const double Alpha = 1.6732632423543772848170429916717;
    private const double Scale = 1.0507009873554804934193349852946;

    public static Reads SlopeReads => Reads.X;

    public static Pairs Pairs => Pairs.Value | Pairs.Slope;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Select(x > 0, Scale * x, Scale * Alpha * R.Expm1(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.Select(x > 0, Scale, R.Select(x < 0, Scale * Alpha * R.Exp(R.Min(x, 0)), Scale));
}
