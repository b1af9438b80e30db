using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>The words of formulas: elementary functions, each computed in registers by a class of its own, and what is made of them.</summary>
internal readonly partial struct Lanes<W, V, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Max(Lanes<W, V, T> x, double bound) => Max(x, (Lanes<W, V, T>)bound);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Min(Lanes<W, V, T> x, double bound) => Min(x, (Lanes<W, V, T>)bound);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Clamp(Lanes<W, V, T> x, double min, double max) => AtMost(AtLeast(x, min), max);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Square(Lanes<W, V, T> x) => x * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> NonNegative(Lanes<W, V, T> x) => Select(x < 0, double.NaN, x + 0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> OneMinusSquare(Lanes<W, V, T> x) => FusedMultiplyAdd(-x, x, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Sin(Lanes<W, V, T> x) => TrigonometricLanes<Lanes<W, V, T>, T>.Sin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Cos(Lanes<W, V, T> x) => TrigonometricLanes<Lanes<W, V, T>, T>.Cos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Tan(Lanes<W, V, T> x) => TrigonometricLanes<Lanes<W, V, T>, T>.Tan(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Asin(Lanes<W, V, T> x) => InverseTrigonometricLanes<Lanes<W, V, T>, T>.Asin(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Acos(Lanes<W, V, T> x) => InverseTrigonometricLanes<Lanes<W, V, T>, T>.Acos(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Atan(Lanes<W, V, T> x) => InverseTrigonometricLanes<Lanes<W, V, T>, T>.Atan(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Atan2(Lanes<W, V, T> y, Lanes<W, V, T> x) => InverseTrigonometricLanes<Lanes<W, V, T>, T>.Atan2(y, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Erf(Lanes<W, V, T> x) => ErrorFunctionLanes<Lanes<W, V, T>, T>.Erf(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Erfc(Lanes<W, V, T> x) => ErrorFunctionLanes<Lanes<W, V, T>, T>.Erfc(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Gelu(Lanes<W, V, T> x) => GeluLanes<Lanes<W, V, T>, T>.Value(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> GeluSlope(Lanes<W, V, T> x) => GeluLanes<Lanes<W, V, T>, T>.Slope(x);

    // No vector form yet: lane by lane in double precision, where these are correct to the last place or nearly.
    public static unsafe Lanes<W, V, T> LogGamma(Lanes<W, V, T> x) => Each(x, &GammaFunction.LogGamma);

    public static Lanes<W, V, T> Polygamma(int n, Lanes<W, V, T> x)
    {
        Span<T> lanes = stackalloc T[Count];
        Store(x, ref MemoryMarshal.GetReference(lanes), 0);
        foreach (ref T lane in lanes)
            lane = FromDouble(PolygammaFunction.Polygamma(n, ToDouble(lane)));
        return Load(in MemoryMarshal.GetReference(lanes), 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Exp(Lanes<W, V, T> x) => ExponentialLanes<Lanes<W, V, T>, T>.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Expm1(Lanes<W, V, T> x) => ExponentialLanes<Lanes<W, V, T>, T>.Expm1(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Exp2(Lanes<W, V, T> x) => ExponentialLanes<Lanes<W, V, T>, T>.Exp2(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Log(Lanes<W, V, T> x) => LogarithmLanes<Lanes<W, V, T>, T>.Log(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Log1p(Lanes<W, V, T> x) => LogarithmLanes<Lanes<W, V, T>, T>.Log1p(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Log2(Lanes<W, V, T> x) => LogarithmLanes<Lanes<W, V, T>, T>.Log2(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Log10(Lanes<W, V, T> x) => LogarithmLanes<Lanes<W, V, T>, T>.Log10(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Sinh(Lanes<W, V, T> x) => HyperbolicLanes<Lanes<W, V, T>, T>.Sinh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Cosh(Lanes<W, V, T> x) => HyperbolicLanes<Lanes<W, V, T>, T>.Cosh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Tanh(Lanes<W, V, T> x) => HyperbolicLanes<Lanes<W, V, T>, T>.Tanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Asinh(Lanes<W, V, T> x) => AreaLanes<Lanes<W, V, T>, T>.Asinh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Acosh(Lanes<W, V, T> x) => AreaLanes<Lanes<W, V, T>, T>.Acosh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Atanh(Lanes<W, V, T> x) => AreaLanes<Lanes<W, V, T>, T>.Atanh(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Pow(Lanes<W, V, T> x, Lanes<W, V, T> y) => PowerLanes<Lanes<W, V, T>, T>.Pow(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Pow(Lanes<W, V, T> x, double y) => PowerLanes<Lanes<W, V, T>, T>.Pow(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Hypot(Lanes<W, V, T> x, Lanes<W, V, T> y) => HypotLanes<Lanes<W, V, T>, T>.Hypot(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Cosine(Lanes<W, V, T> x, Lanes<W, V, T> y) => Chain(x, 1 / Hypot(x, y));

    // Of the two forms, the one whose exponential does not overflow.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Sigmoid(Lanes<W, V, T> x)
    {
        Lanes<W, V, T> e = Exp(-Abs(x));
        return Select(x < 0, e, 1) / (1 + e);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Sigmoid(Lanes<W, V, T> x, out Lanes<W, V, T> rest)
    {
        Lanes<W, V, T> e = Exp(-Abs(x)), larger = 1 / (1 + e), smaller = e * larger;
        Mask<Lanes<W, V, T>> below = x < 0;
        rest = Select(below, larger, smaller);
        return Select(below, smaller, larger);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> SigmoidWithSlope(Lanes<W, V, T> x, out Lanes<W, V, T> slope)
    {
        Lanes<W, V, T> sigmoid = 1 / (1 + Exp(-x));
        slope = sigmoid * (1 - sigmoid);
        return sigmoid;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Softplus(Lanes<W, V, T> x) => Select(x > 0, x, 0) + Log1p(Exp(-Abs(x)));

    // Of equal numbers the difference is 0, also where both are infinite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> LogAddExp(Lanes<W, V, T> a, Lanes<W, V, T> b) =>
        Max(a, b) + Log1p(Exp(-Select(EqualTo(a, b), 0, Abs(a - b))));
}
