using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// sin(πx) / (πx), elementwise; 1 at 0, exactly 0 at the other whole numbers and at ±∞. Derivative: (cos(πx) − y) / x, with y
    /// the result; 0 at 0, and of every order as smooth as the function.
    /// </summary>
    public Tensor Sinc() => Unary.Apply(new SincFormula(), this);
}

internal readonly struct SincFormula : IUnaryFormula
{
    // Nearer to 0 than this the series has all digits, of the derivatives too; the quotient loses them there, order by order.
    private const double Near = 0.75;

    public static Reads SlopeReads => Reads.X | Reads.Y;

    // (−π²)ᵏ / (2k + 1)!
    private static ReadOnlySpan<double> Coefficients =>
    [
        1.0, -1.6449340668482264, 0.8117424252833536, -0.19075182412208422, 0.0261478478176548,
        -0.0023460810354558235, 0.000148428793031071, -6.975873661656381e-06, 2.5312174041370274e-07,
        -7.304711822217775e-09, 1.7165384749821432e-10, -3.3481335350440666e-12, 5.507458912150965e-14,
        -7.743082723388031e-16, 9.411473315855849e-18, -9.987905210635048e-20, 9.334912237173012e-22,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R>
    {
        R turns = Turns(x, out R sign);
        return R.Select(R.Abs(x) < Near, Series(x * x), sign * R.Sin(Math.PI * turns) / (Math.PI * x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R>
    {
        R turns = Turns(x, out R sign);
        return R.Select(R.Abs(x) < Near, x * SeriesSlope(x * x), (sign * R.Cos(Math.PI * turns) - y) / x);
    }

    /// <summary>
    /// Half turns from the nearest whole number n of them, and (−1)ⁿ: sin(πx) and cos(πx) with all the digits that x has. 0 at ±∞, where
    /// sines have no value but their quotient by x has.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R Turns<R>(R x, out R sign) where R : struct, IReal<R>
    {
        R whole = R.Round(x), half = 0.5 * whole;
        sign = R.Select(R.EqualTo(half, R.Floor(half)), 1, -1);
        return R.Select(R.EqualTo(R.Abs(x), double.PositiveInfinity), 0, x - whole);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R Series<R>(R square) where R : struct, IReal<R>
    {
        R sum = Coefficients[^1];
        for (int k = Coefficients.Length - 2; k >= 0; k--)
            sum = sum * square + Coefficients[k];
        return sum;
    }

    /// <summary>The derivative of the series of x² in x, divided by x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R SeriesSlope<R>(R square) where R : struct, IReal<R>
    {
        R sum = 2 * (Coefficients.Length - 1) * Coefficients[^1];
        for (int k = Coefficients.Length - 2; k > 0; k--)
            sum = sum * square + 2 * k * Coefficients[k];
        return sum;
    }
}
