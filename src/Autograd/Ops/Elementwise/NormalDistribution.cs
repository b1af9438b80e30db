using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Φ(x) = ½ erfc(−x/√2), whose slope is the density φ(x).</summary>
internal readonly struct NormalDistributionFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.NormalDistribution(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => R.NormalDensity(x);
}

/// <summary>φ(x) = e^(−x²/2) / √(2π), whose slope is −x φ(x).</summary>
internal readonly struct NormalDensityFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X | Reads.Y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.NormalDensity(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => -x * y;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> NormalDistribution(Dual<R, V> x) => Apply(new NormalDistributionFormula(), x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> NormalDensity(Dual<R, V> x) => Apply(new NormalDensityFormula(), x);
}

internal readonly partial struct Traced
{
    public static Traced NormalDistribution(Traced x) => Apply(new NormalDistributionFormula(), x, nameof(NormalDistribution));

    public static Traced NormalDensity(Traced x) => Apply(new NormalDensityFormula(), x, nameof(NormalDensity));
}
