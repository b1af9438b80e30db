using System.Runtime.CompilerServices;

namespace Autograd.Tests.Ops;

/// <summary>x σ(βx).</summary>
public readonly struct Swish(double beta) : IFormula
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Of<R>(R x) where R : struct, IReal<R> => x / (1 + R.Exp(-beta * x));
}

/// <summary>x sin(x y).</summary>
public readonly struct Ripple : IFormula2
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Of<R>(R a, R b) where R : struct, IReal<R> => a * R.Sin(a * b);
}

/// <summary>The smaller of √(a² + b²) and c.</summary>
public readonly struct Reach : IFormula3
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Of<R>(R a, R b, R c) where R : struct, IReal<R> => R.Select(R.Hypot(a, b) < c, R.Hypot(a, b), c);
}

/// <summary>A cubic in a, with coefficients b, c and d.</summary>
public readonly struct Cubic : IFormula4
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Of<R>(R a, R b, R c, R d) where R : struct, IReal<R> => a * (d + a * (c + a * b));
}

/// <summary>The price of a European call: spot a, strike b, years c, interest d, volatility e. Source: Black and Scholes, 1973.</summary>
public readonly struct BlackScholes : IFormula5
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Of<R>(R a, R b, R c, R d, R e) where R : struct, IReal<R>
    {
        R spread = e * R.Sqrt(c);
        R up = (R.Log(a / b) + (d + 0.5 * e * e) * c) / spread;
        return a * Normal(up) - b * R.Exp(-(d * c)) * Normal(up - spread);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static R Normal<R>(R x) where R : struct, IReal<R> => 0.5 * R.Erfc(x * -Math.Sqrt(0.5));
}

/// <summary>A formula that fails.</summary>
public readonly struct Refusing : IFormula
{
    public R Of<R>(R x) where R : struct, IReal<R> => throw new NotSupportedException("not today");
}
