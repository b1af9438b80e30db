using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// The reading of a formula as its own derivative: a value and tangents, one or several, of any other reading. In lanes it
/// gives the slopes of a formula that states none, inside the kernel; in traced tensors, differentiable ones. The elementary
/// functions' rules stand with their operations.
/// </summary>
internal readonly partial struct Dual<R, V>(R value, V tangents) : IReal<Dual<R, V>>
    where R : struct, IReal<R>
    where V : struct, ITangents<V, R>
{
    public readonly R Value = value;
    public readonly V Tangents = tangents;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Dual<R, V>(double value) => new(value, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator +(Dual<R, V> a, Dual<R, V> b) => new(a.Value + b.Value, a.Tangents + b.Tangents);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator -(Dual<R, V> a, Dual<R, V> b) => new(a.Value - b.Value, a.Tangents - b.Tangents);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator -(Dual<R, V> a) => new(-a.Value, -a.Tangents);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator *(Dual<R, V> a, Dual<R, V> b) => new(a.Value * b.Value, V.Chain(a.Tangents, b.Value) + V.Chain(b.Tangents, a.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator /(Dual<R, V> a, Dual<R, V> b)
    {
        R quotient = a.Value / b.Value;
        return new(quotient, V.Chain(a.Tangents - V.Chain(b.Tangents, quotient), 1 / b.Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator +(Dual<R, V> a, double b) => new(a.Value + b, a.Tangents);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator +(double a, Dual<R, V> b) => new(a + b.Value, b.Tangents);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator -(Dual<R, V> a, double b) => new(a.Value - b, a.Tangents);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator -(double a, Dual<R, V> b) => new(a - b.Value, -b.Tangents);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator *(Dual<R, V> a, double b) => new(a.Value * b, V.Times(a.Tangents, b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator *(double a, Dual<R, V> b) => new(a * b.Value, V.Times(b.Tangents, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator /(Dual<R, V> a, double b) => new(a.Value / b, V.Times(a.Tangents, 1 / b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> operator /(double a, Dual<R, V> b)
    {
        R quotient = a / b.Value;
        return new(quotient, V.Chain(b.Tangents, -quotient * (1 / b.Value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> operator <(Dual<R, V> a, double b) => Lift(a.Value < b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> operator >(Dual<R, V> a, double b) => Lift(a.Value > b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> operator <(Dual<R, V> a, Dual<R, V> b) => Lift(a.Value < b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> operator >(Dual<R, V> a, Dual<R, V> b) => Lift(a.Value > b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> operator <=(Dual<R, V> a, Dual<R, V> b) => Lift(a.Value <= b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> operator >=(Dual<R, V> a, Dual<R, V> b) => Lift(a.Value >= b.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> EqualTo(Dual<R, V> a, Dual<R, V> b) => Lift(R.EqualTo(a.Value, b.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> And(Mask<Dual<R, V>> a, Mask<Dual<R, V>> b) => Lift(Lower(a) & Lower(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> Or(Mask<Dual<R, V>> a, Mask<Dual<R, V>> b) => Lift(Lower(a) | Lower(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Dual<R, V>> Not(Mask<Dual<R, V>> mask) => Lift(!Lower(mask));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Select(Mask<Dual<R, V>> mask, Dual<R, V> a, Dual<R, V> b) =>
        new(R.Select(Lower(mask), a.Value, b.Value), V.Select(Lower(mask), a.Tangents, b.Tangents));

    /// <summary>The chain rule, as each elementary function's rule uses it. A tangent of exactly zero stays zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<R, V> Apply<F>(F formula, Dual<R, V> x) where F : struct, IUnaryFormula
    {
        R result = formula.Value(x.Value);
        return new(result, V.Chain(x.Tangents, formula.Slope(x.Value, result)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<R, V> Apply<F>(F formula, Dual<R, V> a, Dual<R, V> b) where F : struct, IBinaryFormula
    {
        R result = formula.Value(a.Value, b.Value);
        return new(result, V.Chain(a.Tangents, formula.SlopeX(a.Value, b.Value, result))
            + V.Chain(b.Tangents, formula.SlopeY(a.Value, b.Value, result)));
    }

    // A mask of dual numbers is the mask of their values.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Mask<Dual<R, V>> Lift(Mask<R> mask) => new(new(mask.Bits, default));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Mask<R> Lower(Mask<Dual<R, V>> mask) => new(mask.Bits.Value);
}
