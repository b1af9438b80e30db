namespace Autograd;

/// <summary>
/// The arithmetic that a formula may use. A formula is written once, over any <typeparamref name="R"/>, and read several
/// ways: as a register of numbers (the kernel), as a dual number (its derivative) and as recorded tensors (derivatives of
/// every order). Numbers convert implicitly from <see cref="double"/>.
/// </summary>
/// <typeparam name="R">The kind of number.</typeparam>
public interface IReal<R> where R : struct, IReal<R>
{
    /// <summary>A constant.</summary>
    static abstract implicit operator R(double value);

    /// <summary>a + b.</summary>
    static abstract R operator +(R a, R b);

    /// <summary>a − b.</summary>
    static abstract R operator -(R a, R b);

    /// <summary>a · b.</summary>
    static abstract R operator *(R a, R b);

    /// <summary>a / b.</summary>
    static abstract R operator /(R a, R b);

    /// <summary>−a.</summary>
    static abstract R operator -(R a);

    // With a constant the same, for less work: a constant has no derivative.

    /// <summary>a + b.</summary>
    static abstract R operator +(R a, double b);

    /// <summary>a + b.</summary>
    static abstract R operator +(double a, R b);

    /// <summary>a − b.</summary>
    static abstract R operator -(R a, double b);

    /// <summary>a − b.</summary>
    static abstract R operator -(double a, R b);

    /// <summary>a · b.</summary>
    static abstract R operator *(R a, double b);

    /// <summary>a · b.</summary>
    static abstract R operator *(double a, R b);

    /// <summary>a / b.</summary>
    static abstract R operator /(R a, double b);

    /// <summary>a / b.</summary>
    static abstract R operator /(double a, R b);

    /// <summary>Where a is less than b; false for NaN.</summary>
    static abstract Mask<R> operator <(R a, R b);

    /// <summary>Where a is less than b; false for NaN.</summary>
    static abstract Mask<R> operator <(R a, double b);

    /// <summary>Where a is greater than b; false for NaN.</summary>
    static abstract Mask<R> operator >(R a, double b);

    /// <summary>Where a is greater than b; false for NaN.</summary>
    static abstract Mask<R> operator >(R a, R b);

    /// <summary>Where a is at most b; false for NaN.</summary>
    static abstract Mask<R> operator <=(R a, R b);

    /// <summary>Where a is at least b; false for NaN.</summary>
    static abstract Mask<R> operator >=(R a, R b);

    /// <summary>Where a equals b; false for NaN.</summary>
    static abstract Mask<R> EqualTo(R a, R b);

    /// <summary>Where both hold.</summary>
    internal static abstract Mask<R> And(Mask<R> a, Mask<R> b);

    /// <summary>Where either holds.</summary>
    internal static abstract Mask<R> Or(Mask<R> a, Mask<R> b);

    /// <summary>Where it does not hold.</summary>
    internal static abstract Mask<R> Not(Mask<R> mask);

    /// <summary>
    /// a where the mask holds, b elsewhere; a derivative flows to the chosen one alone, of every order. At the fold itself the
    /// derivative is therefore that of the side which the mask chooses there.
    /// </summary>
    static abstract R Select(Mask<R> mask, R a, R b);

    /// <summary>
    /// upstream · slope, as the chain rule multiplies: exactly zero on either side gives zero, so that a branch which was not
    /// taken contributes nothing, however steep it is. Its derivatives are those of the plain product, cut where it was.
    /// </summary>
    internal static abstract R Chain(R upstream, R slope);

    /// <summary>|x|. Its derivative at 0, the fold, is 0.</summary>
    static abstract R Abs(R x);

    /// <summary>The larger one; NaN where either is. Where they are equal each has half the derivative.</summary>
    static abstract R Max(R a, R b);

    /// <summary>The larger one; NaN where x is. The derivative at the bound is 0.</summary>
    static abstract R Max(R x, double bound);

    /// <summary>The smaller one; NaN where either is. Where they are equal each has half the derivative.</summary>
    static abstract R Min(R a, R b);

    /// <summary>The smaller one; NaN where x is. The derivative at the bound is 0.</summary>
    static abstract R Min(R x, double bound);

    /// <summary>x held between two bounds; NaN stays NaN. The derivative at the bounds is 0.</summary>
    static abstract R Clamp(R x, double min, double max);

    /// <summary>x².</summary>
    static abstract R Square(R x);

    /// <summary>x from 0 on, and NaN below.</summary>
    internal static abstract R NonNegative(R x);

    /// <summary>1 − x², rounded once: exact near 0 and near ±1.</summary>
    internal static abstract R OneMinusSquare(R x);

    /// <summary>√x.</summary>
    static abstract R Sqrt(R x);

    /// <summary>eˣ.</summary>
    static abstract R Exp(R x);

    /// <summary>eˣ − 1, accurate near 0.</summary>
    static abstract R Expm1(R x);

    /// <summary>2ˣ, exact for whole x.</summary>
    static abstract R Exp2(R x);

    /// <summary>ln x.</summary>
    static abstract R Log(R x);

    /// <summary>ln(1 + x), accurate near 0.</summary>
    static abstract R Log1p(R x);

    /// <summary>log₂ x.</summary>
    static abstract R Log2(R x);

    /// <summary>log₁₀ x.</summary>
    static abstract R Log10(R x);

    /// <summary>xʸ.</summary>
    static abstract R Pow(R x, R y);

    /// <summary>xʸ for a constant y, which takes less than for one that varies.</summary>
    static abstract R Pow(R x, double y);

    /// <summary>√(x² + y²) without overflow.</summary>
    static abstract R Hypot(R x, R y);

    /// <summary>x / √(x² + y²), the cosine of the angle of the point (x, y); 0 at the origin.</summary>
    internal static abstract R Cosine(R x, R y);

    /// <summary>sin x.</summary>
    static abstract R Sin(R x);

    /// <summary>cos x.</summary>
    static abstract R Cos(R x);

    /// <summary>tan x.</summary>
    static abstract R Tan(R x);

    /// <summary>arcsin x.</summary>
    static abstract R Asin(R x);

    /// <summary>arccos x.</summary>
    static abstract R Acos(R x);

    /// <summary>arctan x.</summary>
    static abstract R Atan(R x);

    /// <summary>The angle of the point (x, y).</summary>
    static abstract R Atan2(R y, R x);

    /// <summary>sinh x.</summary>
    static abstract R Sinh(R x);

    /// <summary>cosh x.</summary>
    static abstract R Cosh(R x);

    /// <summary>tanh x.</summary>
    static abstract R Tanh(R x);

    /// <summary>arsinh x.</summary>
    static abstract R Asinh(R x);

    /// <summary>arcosh x.</summary>
    static abstract R Acosh(R x);

    /// <summary>artanh x.</summary>
    static abstract R Atanh(R x);

    /// <summary>1 / (1 + e⁻ˣ), with all digits on both sides, and so have its derivatives.</summary>
    static abstract R Sigmoid(R x);

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ) and σ(−x) = 1 − σ(x) from one exponential, both with all digits.</summary>
    internal static abstract R Sigmoid(R x, out R rest);

    /// <summary>
    /// σ(x) and its slope σ(x) σ(−x) from one exponential. As numbers they are right to an ulp of their largest values, which is
    /// enough for the sums that they are terms of; their derivatives have all digits.
    /// </summary>
    internal static abstract R SigmoidWithSlope(R x, out R slope);

    /// <summary>ln(1 + eˣ) without overflow.</summary>
    static abstract R Softplus(R x);

    /// <summary>ln(eᵃ + eᵇ) without overflow.</summary>
    static abstract R LogAddExp(R a, R b);

    /// <summary>erf x.</summary>
    static abstract R Erf(R x);

    /// <summary>1 − erf x, accurate for large x.</summary>
    static abstract R Erfc(R x);

    /// <summary>x Φ(x), where Φ(x) = ½ erfc(−x/√2) is the normal distribution function.</summary>
    static abstract R Gelu(R x);

    /// <summary>Φ(x) + x φ(x), the derivative of x Φ(x), where φ(x) = e^(−x²/2) / √(2π).</summary>
    internal static abstract R GeluSlope(R x);

    /// <summary>ln|Γ(x)|.</summary>
    static abstract R LogGamma(R x);

    /// <summary>ψ⁽ⁿ⁾(x), the derivative of order n + 1 of ln Γ(x); n = 0 is the digamma function.</summary>
    static abstract R Polygamma(int n, R x);

    /// <summary>The largest whole number that is at most x.</summary>
    static abstract R Floor(R x);

    /// <summary>The smallest whole number that is at least x.</summary>
    static abstract R Ceiling(R x);

    /// <summary>The nearest whole number, half-way cases to the even one.</summary>
    static abstract R Round(R x);
}

/// <summary>The outcome of comparing numbers: true or false for each of them; see <see cref="IReal{R}.Select"/>.</summary>
/// <typeparam name="R">The kind of number compared.</typeparam>
public readonly struct Mask<R> where R : struct, IReal<R>
{
    internal readonly R Bits;

    internal Mask(R bits) => Bits = bits;

    /// <summary>Where both hold.</summary>
    public static Mask<R> operator &(Mask<R> a, Mask<R> b) => R.And(a, b);

    /// <summary>Where either holds.</summary>
    public static Mask<R> operator |(Mask<R> a, Mask<R> b) => R.Or(a, b);

    /// <summary>Where it does not hold.</summary>
    public static Mask<R> operator !(Mask<R> mask) => R.Not(mask);
}
