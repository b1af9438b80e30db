using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// Sine, cosine and tangent in registers of any width. For sine and cosine x = k π/16 + d, and sin(k π/16 + d) comes from a
/// table of sixteen and short series in d; for the tangent x = n π/2 + r, and one series in r. Arguments too large for the
/// parts of π go lane by lane. tools/coefficients.py makes the numbers.
/// </summary>
internal static class TrigonometricLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe L Sin(L x)
    {
        L shifted = L.MultiplyAdd(x, 16 / Math.PI, Shifter), d = Reduce(x, shifted - Shifter, out L rest);
        L sine = L.Select(L.EqualTo(x, 0), x, Sine(shifted, d, rest));
        return L.AnyGreater(L.Abs(x), Limit) ? L.Select(L.Abs(x) > Limit, L.Each(x, &Math.Sin), sine) : sine;
    }

    /// <summary>cos x = sin((k + 8) π/16 + d).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe L Cos(L x)
    {
        L magnitude = L.Abs(x);
        L shifted = L.MultiplyAdd(magnitude, 16 / Math.PI, Shifter), d = Reduce(magnitude, shifted - Shifter, out L rest);
        L cosine = Sine(shifted + 8, d, rest);
        return L.AnyGreater(magnitude, Limit) ? L.Select(magnitude > Limit, L.Each(x, &Math.Cos), cosine) : cosine;
    }

    /// <summary>tan r, or −1 / tan r an odd number of right angles away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe L Tan(L x)
    {
        L shifted = L.MultiplyAdd(x, 2 / Math.PI, Shifter), r = ReduceExactly(x, shifted - Shifter, out L rest), s = r * r;
        L curve = L.MultiplyAdd(s, L.MultiplyAdd(r, TangentSeries(s), 1.5 * rest), rest), near = r + curve;
        // What near lost as it was rounded, and what the quotient did.
        L far = -1 / near, lost = L.MultiplyAdd(far, near, L.MultiplyAdd(far, r - near + curve, 1));
        far = L.MultiplyAdd(far, lost, far);
        L tangent = L.Select(L.EqualTo(x, 0), x, L.Select(L.NegateWhereSet(1, shifted, 0) < 0, far, near));
        return L.AnyGreater(L.Abs(x), Limit) ? L.Select(L.Abs(x) > Limit, L.Each(x, &Math.Tan), tangent) : tangent;
    }

    // A number added to it is rounded to a whole one, which the last bits of the sum then are.
    private static double Shifter
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 12582912 : 6755399441055744;
    }

    // Beyond it the parts of π do not suffice.
    private static double Limit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float)
            ? Processor.FusesMultiplyAdd ? 131072 : 512
            : Processor.FusesMultiplyAdd ? 4294967296 : 131072;
    }

    // π/16 in parts of decreasing size, the first rounded down. Where products round, the first few have so few digits that
    // k times each is exact.
    private static double Part0
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float)
            ? Processor.FusesMultiplyAdd ? 0.19634953141212463 : 0.1962890625
            : Processor.FusesMultiplyAdd ? 0.19634954084936207 : 0.1963495408417657;
    }

    private static double Part1
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float)
            ? Processor.FusesMultiplyAdd ? 9.437237658005415e-09 : 6.046891212463379e-05
            : Processor.FusesMultiplyAdd ? 7.654042494670958e-18 : 7.596375632879957e-12;
    }

    private static double Part2
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float)
            ? Processor.FusesMultiplyAdd ? -2.1439056375073523e-16 : 9.436917025595903e-09
            : Processor.FusesMultiplyAdd ? -1.8717311310739623e-34 : 2.527832810888958e-22;
    }

    private static double Part3
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 3.204180085321362e-13 : 1.0598034575461124e-32;
    }

    /// <summary>x − k π/16, as a number and the tiny rest that the parts of π leave.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Reduce(L x, L k, out L rest)
    {
        L d = L.MultiplyAdd(k, -Part1, L.MultiplyAdd(k, -Part0, x));
        rest = k * (Processor.FusesMultiplyAdd ? -Part2 : -Part3);
        return Processor.FusesMultiplyAdd ? d : L.MultiplyAdd(k, -Part2, d);
    }

    /// <summary>x − n π/2, as a number and all that it lost.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L ReduceExactly(L x, L n, out L rest)
    {
        L first = L.MultiplyAdd(n, -8 * Part0, x), product;
        if (Processor.FusesMultiplyAdd)
        {
            product = n * (8 * Part1);
            rest = L.MultiplyAdd(n, -8 * Part1, product) - n * (8 * Part2);
        }
        else
        {
            first -= n * (8 * Part1);
            product = n * (8 * Part2);
            rest = n * (-8 * Part3);
        }

        L r = first - product, taken = first - r;
        rest += first - (r + taken) + (taken - product);
        return r;
    }

    /// <summary>
    /// sin(k π/16 + d + rest), k being the last bits of the shifted number: the last four name a table's entry, the fifth the
    /// sign.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Sine(L shifted, L d, L rest)
    {
        L s = d * d, sine, cosine;
        if (typeof(T) == typeof(float))
        {
            sine = L.MultiplyAdd(s, 0.0083303554, -0.166666657);
            cosine = s * L.MultiplyAdd(s, 0.0416473411, -0.49999994);
        }
        else
        {
            sine = L.MultiplyAdd(s, 2.7551516825696523e-06, -0.00019841269391822244);
            sine = L.MultiplyAdd(sine, s, 0.008333333333320501);
            sine = L.MultiplyAdd(sine, s, -0.16666666666666666);
            cosine = L.MultiplyAdd(s, 2.479462554617956e-05, -0.0013888888282552582);
            cosine = L.MultiplyAdd(cosine, s, 0.04166666666645854);
            cosine = s * L.MultiplyAdd(cosine, s, -0.4999999999999998);
        }

        ref readonly T table = ref SineTables<T>.First;
        L height = L.Lookup(in table, 0, shifted), slope = L.Lookup(in table, 2, shifted);
        L bend = L.MultiplyAdd(height, cosine, L.Lookup(in table, 1, shifted));
        sine = L.MultiplyAdd(slope, d, L.MultiplyAdd(slope, L.MultiplyAdd(d * s, sine, rest), bend)) + height;
        return L.NegateWhereSet(sine, shifted, 4);
    }

    /// <summary>(tan r / r − 1) / r² in s = r², |r| ≤ π/4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L TangentSeries(L s)
    {
        if (typeof(T) == typeof(float))
            return PolynomialLanes<L, T>.At(s,
                0.333333313, 0.133334354, 0.0539506786, 0.0220137406, 0.00821904652, 0.00522839045, -0.000849642907, 0.00215105899);
        L square = s * s, fourth = square * square, power = fourth * fourth * square;
        return L.MultiplyAdd(
            PolynomialLanes<L, T>.At(s,
                7.605988233237742e-05, -3.666402415968261e-05, 5.7722781178786724e-05, -2.871574261976514e-05, 1.0774549794474106e-05),
            power,
            PolynomialLanes<L, T>.At(s,
                0.33333333333333426, 0.13333333333318528, 0.053968253976550744, 0.021869488300970134, 0.00886323948967926,
                0.003592084759824985, 0.001456158386710276, 0.0005883097088051415, 0.00024570103372484597, 7.863926605465501e-05));
    }
}
