using System.Runtime.CompilerServices;

namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Logistic sigmoid, σ(x) = 1 / (1 + e⁻ˣ), elementwise, without overflow; 0 at −∞, 1 at +∞. Derivative: σ(x)(1 − σ(x)),
    /// from the result alone, which is as fast as memory: right to an ulp of its largest value, ¼. Where its last digits far out
    /// count, map a formula over <see cref="IReal{R}.Sigmoid(R)"/>.
    /// </summary>
    public Tensor Sigmoid() => Unary.Apply(new FastSigmoidFormula(), this);
}

/// <summary>The operation: its slope reads the result alone, and loses the digits of 1 − y where y is nearly 1.</summary>
internal readonly struct FastSigmoidFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Y;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => y * (1 - y);
}

/// <summary>The word that formulas and slopes build on: its slope has all digits on both sides, for a second exponential.</summary>
internal readonly struct SigmoidFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X | Reads.Y;

    public static Pairs Pairs => Pairs.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.Sigmoid(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => y * R.Sigmoid(-x);
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Sigmoid(Dual<R, V> x) => Sigmoid(x, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Sigmoid(Dual<R, V> x, out Dual<R, V> rest)
    {
        R sigmoid = R.Sigmoid(x.Value, out R other), slope = sigmoid * other;
        rest = new(other, V.Chain(x.Tangents, -slope));
        return new(sigmoid, V.Chain(x.Tangents, slope));
    }

    // σ″ = σ′ (σ(−x) − σ(x)).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> SigmoidWithSlope(Dual<R, V> x, out Dual<R, V> slope)
    {
        R sigmoid = R.Sigmoid(x.Value, out R rest), steepness = sigmoid * rest;
        slope = new(steepness, V.Chain(x.Tangents, steepness * (rest - sigmoid)));
        return new(sigmoid, V.Chain(x.Tangents, steepness));
    }
}

internal readonly partial struct Traced
{
    public static Traced Sigmoid(Traced x) => Apply(new SigmoidFormula(), x, nameof(Tensor.Sigmoid));

    public static Traced Sigmoid(Traced x, out Traced rest)
    {
        rest = Sigmoid(-x);
        return Sigmoid(x);
    }

    public static Traced SigmoidWithSlope(Traced x, out Traced slope)
    {
        Traced sigmoid = Sigmoid(x, out Traced rest);
        slope = sigmoid * rest;
        return sigmoid;
    }
}
