namespace Autograd;

public sealed partial class Tensor
{
    /// <summary>
    /// Each element set to 0 with probability p, and the others divided by 1 − p, so that the mean stays. Draws one seed from the
    /// caller's random numbers, from which the mask follows. Derivative: the upstream gradient through the same mask.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">p is no probability.</exception>
    /// <exception cref="ArgumentNullException">There is no Random.</exception>
    public Tensor Dropout(double p, Random random)
    {
        Errors.RequireNotNull(random);
        if (!(p >= 0 && p <= 1))
            throw Errors.OutOfRange(nameof(Dropout), $"p = {p} is no probability", "use 0 to 1", Shape);
        ulong seed = RandomDraws.Once(() => (ulong)random.NextInt64());
        float[] kept = new float[Count];
        for (int i = 0; i < kept.Length; i++)
            kept[i] = Draw(seed, (ulong)i) >= p ? 1 : 0;
        Tensor mask = From(kept, Shape).Cast(DType);
        return p == 1 ? Where(mask, this, 0) : Where(mask, this / (1 - p), 0);
    }

    /// <summary>The i-th number in [0, 1) of a seed's sequence, by the SplitMix64 mixer (Steele, Lea and Flood, 2014).</summary>
    private static double Draw(ulong seed, ulong i)
    {
        ulong z = seed + (i + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1L << 53));
    }
}
