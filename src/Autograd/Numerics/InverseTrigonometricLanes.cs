using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Arc sine, cosine and tangent in registers of any width, each from one polynomial (tools/coefficients.py).</summary>
internal static class InverseTrigonometricLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    /// <summary>Beyond ½, π/2 − 2 arcsin √((1 − |x|)/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Asin(L x)
    {
        L root = Reduced(L.Abs(x), out Mask<L> near, out L s, out L rest), close = root + rest;
        // What the root lost in rounding, over twice the root: that is near ½ where it counts. And what the difference loses.
        rest -= ProductLanes<L, T>.Plus(root, root, -s);
        L difference = L.MultiplyAdd(root, -2, HalfPi), lost = L.MultiplyAdd(root, -2, HalfPi - difference);
        L far = difference - (L.MultiplyAdd(2, rest, -HalfPiRest) - lost);
        return L.WithSign(L.Select(near, close, far), x);
    }

    /// <summary>2 arcsin √((1 − |x|)/2) above ½, what is missing to π below −½, π/2 − arcsin x between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Acos(L x)
    {
        L angle = Reduced(L.Abs(x), out Mask<L> near, out _, out L rest) + rest;
        L far = L.Select(x < 0, 2 * HalfPi - L.MultiplyAdd(2, angle, -2 * HalfPiRest), 2 * angle);
        return L.Select(near, HalfPi - (L.WithSign(angle, x) - HalfPiRest), far);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Atan(L x)
    {
        L magnitude = L.Abs(x);
        Mask<L> steep = magnitude > 1;
        L angle = FlatAngle(L.Select(steep, 1 / magnitude, magnitude));
        return L.WithSign(L.Select(steep, HalfPi - (angle - HalfPiRest), angle), x);
    }

    /// <summary>The angle to the nearer axis, of the smaller coordinate over the larger, and from it the angle of (x, y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Atan2(L y, L x)
    {
        L across = L.Abs(x), up = L.Abs(y), small = L.Min(across, up), large = L.Max(across, up), quotient = small / large;
        L ratio = L.Select(L.EqualTo(small, large), L.Select(L.EqualTo(large, 0), 0, 1), quotient), angle = FlatAngle(ratio);
        if (typeof(T) == typeof(float) && Processor.FusesMultiplyAdd)
        {
            // What the quotient lost in rounding, times the slope, about 1 / (1 + ratio²).
            L lost = L.MultiplyAdd(-quotient, large, small) / large * L.MultiplyAdd(ratio * ratio, -0.5, 1);
            angle += L.Select(L.EqualTo(ratio, quotient) & (large < double.PositiveInfinity), lost, 0);
        }

        angle = L.Select(up > across, HalfPi - (angle - HalfPiRest), angle);
        angle = L.Select(L.WithSign(1, x) < 0, 2 * HalfPi - (angle - 2 * HalfPiRest), angle);
        return L.WithSign(angle, y);
    }

    private const double HalfPi = Math.PI / 2;

    // π/2 less what it is rounded to.
    private static double HalfPiRest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? -4.371138828673793e-08 : 6.123233995736766e-17;
    }

    /// <summary>
    /// An argument of the series, √s, and what is to be added for its arc sine: x itself up to ½, √((1 − x)/2) beyond.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Reduced(L x, out Mask<L> near, out L s, out L rest)
    {
        near = x <= 0.5;
        s = L.Select(near, x * x, L.MultiplyAdd(x, -0.5, 0.5));
        L root = L.Select(near, x, L.Sqrt(s));
        rest = root * s * ArcsineSeries(s);
        return root;
    }

    /// <summary>arctan t for t of 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L FlatAngle(L t)
    {
        L s = t * t;
        return L.MultiplyAdd(t * s, ArctangentSeries(s), t);
    }

    /// <summary>(arcsin r / r − 1) / r² in s = r² ≤ ¼.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L ArcsineSeries(L s)
    {
        if (typeof(T) == typeof(float))
            return PolynomialLanes<L, T>.At(s, 0.166667521, 0.0749530941, 0.0454691537, 0.0241847392, 0.0421584062);
        L square = s * s, fourth = square * square, power = fourth * fourth;
        return L.MultiplyAdd(
            PolynomialLanes<L, T>.At(s,
                0.010779883784633687, 0.0037077056693436993, 0.021704500747497614, -0.020995158282382482, 0.032626332030195784),
            power,
            PolynomialLanes<L, T>.At(s,
                0.1666666666666676, 0.07499999999970867, 0.04464285717455967, 0.030381942709921846, 0.022372214934464566,
                0.017351612874693646, 0.013980811119853259, 0.011398983281772067));
    }

    /// <summary>(arctan t / t − 1) / t² in s = t² ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L ArctangentSeries(L s)
    {
        if (typeof(T) == typeof(float))
            return PolynomialLanes<L, T>.At(s, -0.333331525, 0.199937671, -0.142110094, 0.106658503, -0.0755196288, 0.0432098284, -0.0163671952, 0.00292061339);
        L square = s * s, fourth = square * square, power = fourth * fourth * square;
        return L.MultiplyAdd(
            PolynomialLanes<L, T>.At(s,
                -0.04219246794792188, 0.03664322996480034, -0.029905864989323946, 0.02198722932075557, -0.013902725348891209,
                0.0071979913891970695, -0.0028856641812656622, 0.0008315788157698268, -0.0001522152848800006, 1.3230413295245247e-05),
            power,
            PolynomialLanes<L, T>.At(s,
                -0.3333333333333307, 0.1999999999995175, -0.14285714282588205, 0.1111111100734628, -0.09090907007885476,
                0.07692279890039087, -0.06666404433383494, 0.05880529872908642, -0.05253527093273275, 0.04722349504809055));
    }
}
