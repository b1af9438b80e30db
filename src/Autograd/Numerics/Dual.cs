using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The reading of a formula as its own derivative: a value and a tangent of any other reading. In lanes it gives the slope
/// of a formula that states none, inside the kernel; in traced tensors, a differentiable one. The elementary functions'
/// rules stand with their operations.
/// </summary>
internal readonly partial struct Dual<R>(R value, R tangent) : IReal<Dual<R>> where R : struct, IReal<R>
{
    public readonly R Value = value;
    public readonly R Tangent = tangent;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Dual<R>(double value) => new(value, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R> operator +(Dual<R> a, Dual<R> b) => new(a.Value + b.Value, a.Tangent + b.Tangent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R> operator -(Dual<R> a, Dual<R> b) => new(a.Value - b.Value, a.Tangent - b.Tangent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R> operator -(Dual<R> a) => new(-a.Value, -a.Tangent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R> operator *(Dual<R> a, Dual<R> b) => new(a.Value * b.Value, a.Tangent * b.Value + a.Value * b.Tangent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R> operator /(Dual<R> a, Dual<R> b)
    {
        R quotient = a.Value / b.Value;
        return new(quotient, (a.Tangent - quotient * b.Tangent) / b.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R>> operator <(Dual<R> a, Dual<R> b) => Lift(a.Value < b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R>> operator >(Dual<R> a, Dual<R> b) => Lift(a.Value > b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R>> operator <=(Dual<R> a, Dual<R> b) => Lift(a.Value <= b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R>> operator >=(Dual<R> a, Dual<R> b) => Lift(a.Value >= b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R>> EqualTo(Dual<R> a, Dual<R> b) => Lift(R.EqualTo(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R>> And(Mask<Dual<R>> a, Mask<Dual<R>> b) => Lift(Lower(a) & Lower(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R>> Or(Mask<Dual<R>> a, Mask<Dual<R>> b) => Lift(Lower(a) | Lower(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R>> Not(Mask<Dual<R>> mask) => Lift(!Lower(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R> Select(Mask<Dual<R>> mask, Dual<R> a, Dual<R> b) =>
        new(R.Select(Lower(mask), a.Value, b.Value), R.Select(Lower(mask), a.Tangent, b.Tangent));

    /// <summary>The chain rule, as each elementary function's rule uses it. A tangent of exactly zero stays zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<R> Apply<F>(F formula, Dual<R> x) where F : struct, IUnaryFormula
    {
        R result = formula.Value(x.Value);
        return new(result, R.Chain(x.Tangent, formula.Slope(x.Value, result)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<R> Apply<F>(F formula, Dual<R> a, Dual<R> b) where F : struct, IBinaryFormula
    {
        R result = formula.Value(a.Value, b.Value);
        return new(result, R.Chain(a.Tangent, formula.SlopeX(a.Value, b.Value, result))
            + R.Chain(b.Tangent, formula.SlopeY(a.Value, b.Value, result)));
    }

    // A mask of dual numbers is the mask of their values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Mask<Dual<R>> Lift(Mask<R> mask) => new(new(mask.Bits, mask.Bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Mask<R> Lower(Mask<Dual<R>> mask) => new(mask.Bits.Value);
}
