using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Arc sine, cosine and tangent in registers of any width, each from one polynomial (tools/coefficients.py).</summary>
internal static class InverseTrigonometricLanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    /// <summary>Beyond ½, π/2 − 2 arcsin √((1 − |x|)/2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Asin(L x)
    {
        L magnitude = L.Abs(x), angle = Reduced(magnitude, out Mask<L> near);
        return L.WithSign(L.Select(near, angle, HalfPi - L.MultiplyAdd(2, angle, -HalfPiRest)), x);
    }

    /// <summary>2 arcsin √((1 − |x|)/2) above ½, what is missing to π below −½, π/2 − arcsin x between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Acos(L x)
    {
        L angle = Reduced(L.Abs(x), out Mask<L> near);
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
        L across = L.Abs(x), up = L.Abs(y), small = L.Min(across, up), large = L.Max(across, up);
        L ratio = L.Select(L.EqualTo(small, large), 1, small / large);
        L angle = FlatAngle(L.Select(L.EqualTo(large, 0), 0, ratio));
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

    /// <summary>arcsin x up to ½, arcsin √((1 − x)/2) beyond, for positive x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L Reduced(L x, out Mask<L> near)
    {
        near = x <= 0.5;
        L s = L.Select(near, x * x, L.MultiplyAdd(x, -0.5, 0.5)), root = L.Select(near, x, L.Sqrt(s));
        return L.MultiplyAdd(root * s, ArcsineSeries(s), root);
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
        {
            L sum = 0.0421584062;
            sum = L.MultiplyAdd(sum, s, 0.0241847392);
            sum = L.MultiplyAdd(sum, s, 0.0454691537);
            sum = L.MultiplyAdd(sum, s, 0.0749530941);
            return L.MultiplyAdd(sum, s, 0.166667521);
        }
        else
        {
            L sum = 0.032626332030195784;
            sum = L.MultiplyAdd(sum, s, -0.020995158282382482);
            sum = L.MultiplyAdd(sum, s, 0.021704500747497614);
            sum = L.MultiplyAdd(sum, s, 0.0037077056693436993);
            sum = L.MultiplyAdd(sum, s, 0.010779883784633687);
            sum = L.MultiplyAdd(sum, s, 0.011398983281772067);
            sum = L.MultiplyAdd(sum, s, 0.013980811119853259);
            sum = L.MultiplyAdd(sum, s, 0.017351612874693646);
            sum = L.MultiplyAdd(sum, s, 0.022372214934464566);
            sum = L.MultiplyAdd(sum, s, 0.030381942709921846);
            sum = L.MultiplyAdd(sum, s, 0.04464285717455967);
            sum = L.MultiplyAdd(sum, s, 0.07499999999970867);
            return L.MultiplyAdd(sum, s, 0.1666666666666676);
        }
    }

    /// <summary>(arctan t / t − 1) / t² in s = t² ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static L ArctangentSeries(L s)
    {
        if (typeof(T) == typeof(float))
        {
            L sum = 0.00292061339;
            sum = L.MultiplyAdd(sum, s, -0.0163671952);
            sum = L.MultiplyAdd(sum, s, 0.0432098284);
            sum = L.MultiplyAdd(sum, s, -0.0755196288);
            sum = L.MultiplyAdd(sum, s, 0.106658503);
            sum = L.MultiplyAdd(sum, s, -0.142110094);
            sum = L.MultiplyAdd(sum, s, 0.199937671);
            return L.MultiplyAdd(sum, s, -0.333331525);
        }
        else
        {
            L sum = 1.3230413295245247e-05;
            sum = L.MultiplyAdd(sum, s, -0.0001522152848800006);
            sum = L.MultiplyAdd(sum, s, 0.0008315788157698268);
            sum = L.MultiplyAdd(sum, s, -0.0028856641812656622);
            sum = L.MultiplyAdd(sum, s, 0.0071979913891970695);
            sum = L.MultiplyAdd(sum, s, -0.013902725348891209);
            sum = L.MultiplyAdd(sum, s, 0.02198722932075557);
            sum = L.MultiplyAdd(sum, s, -0.029905864989323946);
            sum = L.MultiplyAdd(sum, s, 0.03664322996480034);
            sum = L.MultiplyAdd(sum, s, -0.04219246794792188);
            sum = L.MultiplyAdd(sum, s, 0.04722349504809055);
            sum = L.MultiplyAdd(sum, s, -0.05253527093273275);
            sum = L.MultiplyAdd(sum, s, 0.05880529872908642);
            sum = L.MultiplyAdd(sum, s, -0.06666404433383494);
            sum = L.MultiplyAdd(sum, s, 0.07692279890039087);
            sum = L.MultiplyAdd(sum, s, -0.09090907007885476);
            sum = L.MultiplyAdd(sum, s, 0.1111111100734628);
            sum = L.MultiplyAdd(sum, s, -0.14285714282588205);
            sum = L.MultiplyAdd(sum, s, 0.1999999999995175);
            return L.MultiplyAdd(sum, s, -0.3333333333333307);
        }
    }
}
