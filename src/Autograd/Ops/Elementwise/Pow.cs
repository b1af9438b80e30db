using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// xᵖ, elementwise; NaN for negative x and fractional p. Derivative: p xᵖ⁻¹; 0 for p = 0, also at x = 0; at x = 0 it is
    /// 0 for p above 1, 1 for p = 1, +∞ for p between 0 and 1.
    /// </summary>
    public Tensor Pow(double exponent) => Unary.Apply(new PowerFormula(exponent), this);

    /// <summary>
    /// xʸ, elementwise, broadcast; NaN for negative x and fractional y. Derivative: y xʸ⁻¹ in x, as for a constant exponent;
    /// xʸ ln x in y, at x = 0 it is 0 for y ≥ 0 and −∞ below; NaN for negative x.
    /// </summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or the element types differ.</exception>
    public Tensor Pow(Tensor exponent)
    {
        Errors.RequireNotNull(exponent);
        return Binary.Apply(new PowFormula(), this, exponent);
    }
}

internal readonly struct PowFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y | Reads.Z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.Pow(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R> => R.Chain(y, R.Pow(x, y - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> =>
        R.Select(R.EqualTo(x, 0) & (y >= 0), 0, z * R.Log(x));
}

/// <summary>A constant power; the common ones take no logarithm.</summary>
internal readonly struct PowerFormula(double exponent) : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> =>
        exponent == 2 ? x * x
        : exponent == 1 ? x
        : exponent == 3 ? x * x * x
        : exponent == 0 ? 1
        : exponent == -1 ? 1 / x
        : R.Pow(x, exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> =>
        exponent == 0 ? 0 : exponent * new PowerFormula(exponent - 1).Value(x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Pow(Dual<R, V> x, Dual<R, V> y) => Apply(new PowFormula(), x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Pow(Dual<R, V> x, double y) => Apply(new PowerFormula(y), x);
}

internal readonly partial struct Traced
{
    public static Traced Pow(Traced x, Traced y) => y.tensor is null && x.tensor is not null
        ? Pow(x, y.constant)
        : Apply(new PowFormula(), x, y, nameof(Tensor.Pow));

    public static Traced Pow(Traced x, double y) => Apply(new PowerFormula(y), x, nameof(Tensor.Pow));
}
