using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>A number's significand and exponent where the processor has no instruction for them.</summary>
internal static class Splitting<W, V, T> where W : struct, IWidth<V, T> where V : unmanaged where T : unmanaged
{
    /// <inheritdoc cref="ILanes{L, T}.Split"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Split(V x, out V n)
    {
        // Subnormal numbers are made normal first.
        bool single = typeof(T) == typeof(float);
        Lanes<W, V, T> value = new(x), up = single ? 24 : 53;
        Mask<Lanes<W, V, T>> small = value < (single ? 1.1754943508222875e-38 : 2.2250738585072014e-308);
        value = Lanes<W, V, T>.Select(small, value * (single ? 16777216 : 9007199254740992), value);
        Lanes<W, V, T> exponent = new(W.Exponent(value.Register)), m = Lanes<W, V, T>.Scale(value, -exponent);
        exponent = Lanes<W, V, T>.Select(small, exponent - up, exponent);

        Mask<Lanes<W, V, T>> zero = Lanes<W, V, T>.EqualTo(value, 0), infinite = Lanes<W, V, T>.EqualTo(value, double.PositiveInfinity);
        n = Lanes<W, V, T>.Select(zero, double.NegativeInfinity, Lanes<W, V, T>.Select(infinite, double.PositiveInfinity, exponent)).Register;
        return Lanes<W, V, T>.Select(zero | infinite, 1, Lanes<W, V, T>.Select(value > 0, m, double.NaN)).Register;
    }
}
