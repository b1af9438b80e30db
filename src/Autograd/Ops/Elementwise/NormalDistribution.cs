using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Φ(x) = ½ erfc(−x/√2); its slope is the density φ(x) = e^(−x²/2) / √(2π).</summary>
internal readonly struct NormalDistributionFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.NormalDistribution(x, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R>
    {
        R.NormalDistribution(x, out R density);
        return density;
    }
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> NormalDistribution(Dual<R, V> x, out Dual<R, V> density)
    {
        R value = R.NormalDistribution(x.Value, out R slope);
        density = new(slope, V.Chain(x.Tangents, -x.Value * slope));
        return new(value, V.Chain(x.Tangents, slope));
    }
}

internal readonly partial struct Traced
{
    public static Traced NormalDistribution(Traced x, out Traced density)
    {
        density = 1 / Math.Sqrt(2 * Math.PI) * Exp(-0.5 * x * x);
        return Apply(new NormalDistributionFormula(), x, nameof(NormalDistribution));
    }
}
