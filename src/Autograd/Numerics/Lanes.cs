using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>
/// The reading of a formula as a kernel: one SIMD register of numbers. The JIT specialises the loop for each width and
/// element type. A single number is read as one lane of the narrowest register, so that it rounds as all others do.
/// </summary>
internal readonly struct Lanes<W, V, T>(V register) : IReal<Lanes<W, V, T>>, ILanes<Lanes<W, V, T>, T>
    where W : struct, IWidth<V, T>
    where V : unmanaged
    where T : unmanaged
{
    private readonly V register = register;

    public V Register
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => register;
    }

    public static int Count => W.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Create(T value) => new(W.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Load(ref readonly T source, nint index) => new(W.Load(in source, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes<W, V, T> value, ref T target, nint index) => W.Store(value.register, ref target, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFar(Lanes<W, V, T> value, ref T target, nint index) => W.StoreFar(value.register, ref target, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(Lanes<W, V, T> value) => W.First(value.register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> From(int first) => new(new(W.MaskFrom(FromDouble(first))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Swap(Lanes<W, V, T> value, int distance) => new(W.Swap(value.register, distance));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe implicit operator Lanes<W, V, T>(double value) =>
        new(W.Create(sizeof(T) == sizeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator +(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(W.Add(a.register, b.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator -(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(W.Subtract(a.register, b.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator *(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(W.Multiply(a.register, b.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator /(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(W.Divide(a.register, b.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator -(Lanes<W, V, T> a) => new(W.Negate(a.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator +(Lanes<W, V, T> a, double b) => a + (Lanes<W, V, T>)b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator +(double a, Lanes<W, V, T> b) => (Lanes<W, V, T>)a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator -(Lanes<W, V, T> a, double b) => a - (Lanes<W, V, T>)b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator -(double a, Lanes<W, V, T> b) => (Lanes<W, V, T>)a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator *(Lanes<W, V, T> a, double b) => a * (Lanes<W, V, T>)b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator *(double a, Lanes<W, V, T> b) => (Lanes<W, V, T>)a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator /(Lanes<W, V, T> a, double b) => a / (Lanes<W, V, T>)b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> operator /(double a, Lanes<W, V, T> b) => (Lanes<W, V, T>)a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> operator <(Lanes<W, V, T> a, double b) => a < (Lanes<W, V, T>)b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> operator >(Lanes<W, V, T> a, double b) => a > (Lanes<W, V, T>)b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> operator <(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(new(W.Less(a.register, b.register)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> operator >(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(new(W.Less(b.register, a.register)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> operator <=(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(new(W.LessOrEqual(a.register, b.register)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> operator >=(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(new(W.LessOrEqual(b.register, a.register)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> EqualTo(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(new(W.Equal(a.register, b.register)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> And(Mask<Lanes<W, V, T>> a, Mask<Lanes<W, V, T>> b) => new(new(W.And(a.Bits.register, b.Bits.register)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> Or(Mask<Lanes<W, V, T>> a, Mask<Lanes<W, V, T>> b) => new(new(W.Or(a.Bits.register, b.Bits.register)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Mask<Lanes<W, V, T>> Not(Mask<Lanes<W, V, T>> mask) => new(new(W.Not(mask.Bits.register)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Select(Mask<Lanes<W, V, T>> mask, Lanes<W, V, T> a, Lanes<W, V, T> b) => new(W.Select(mask.Bits.register, a.register, b.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Chain(Lanes<W, V, T> upstream, Lanes<W, V, T> slope) =>
        new(W.Chain(upstream.register, slope.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> MultiplyAdd(Lanes<W, V, T> a, Lanes<W, V, T> b, Lanes<W, V, T> c) => new(W.MultiplyAdd(a.register, b.register, c.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Max(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(W.Max(a.register, b.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Max(Lanes<W, V, T> x, double bound) => Max(x, (Lanes<W, V, T>)bound);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Min(Lanes<W, V, T> x, double bound) => Min(x, (Lanes<W, V, T>)bound);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Clamp(Lanes<W, V, T> x, double min, double max) => Select(x < min, min, Select(x > max, max, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Square(Lanes<W, V, T> x) => x * x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> NonNegative(Lanes<W, V, T> x) => Select(x < 0, double.NaN, x + 0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> OneMinusSquare(Lanes<W, V, T> x) => FusedMultiplyAdd(-x, x, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Larger(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(W.Larger(a.register, b.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Min(Lanes<W, V, T> a, Lanes<W, V, T> b) => new(W.Min(a.register, b.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Abs(Lanes<W, V, T> x) => new(W.Abs(x.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Sqrt(Lanes<W, V, T> x) => new(W.Sqrt(x.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Floor(Lanes<W, V, T> x) => new(W.Floor(x.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Ceiling(Lanes<W, V, T> x) => new(W.Ceiling(x.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Round(Lanes<W, V, T> x) => new(W.Round(x.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Scale(Lanes<W, V, T> x, Lanes<W, V, T> n) => new(W.Scale(x.register, n.register));

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Lanes<W, V, T> a, Lanes<W, V, T> b) => W.AnyGreater(a.register, b.register);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> NegateWhereSet(Lanes<W, V, T> x, Lanes<W, V, T> integer, int bit) => new(W.NegateWhereSet(x.register, integer.register, bit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Middle(Lanes<W, V, T> x, out Lanes<W, V, T> index)
    {
        V middle = W.Middle(x.register, out V quarter);
        index = new(quarter);
        return new(middle);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Lookup(ref readonly T table, int row, Lanes<W, V, T> index) =>
        new(W.Lookup(in Unsafe.Add(ref Unsafe.AsRef(in table), 16 * row), index.register));

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

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe Lanes<W, V, T> Each(Lanes<W, V, T> x, delegate*<double, double> function)
    {
        Span<T> lanes = stackalloc T[Count];
        Store(x, ref MemoryMarshal.GetReference(lanes), 0);
        foreach (ref T lane in lanes)
            lane = FromDouble(function(ToDouble(lane)));
        return Load(in MemoryMarshal.GetReference(lanes), 0);
    }

    private static double ToDouble(T value) =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(value) : Unsafe.BitCast<T, double>(value);

    private static T FromDouble(double value) =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);

    // The exponential family and its inverses.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Exp(Lanes<W, V, T> x) => ExponentialLanes<Lanes<W, V, T>, T>.Exp(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Expm1(Lanes<W, V, T> x) => ExponentialLanes<Lanes<W, V, T>, T>.Expm1(x);

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
    public static Lanes<W, V, T> Softplus(Lanes<W, V, T> x) => Select(x > 0, x, 0) + Log1p(Exp(-Abs(x)));

    // Of equal numbers the difference is 0, also where both are infinite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> LogAddExp(Lanes<W, V, T> a, Lanes<W, V, T> b) =>
        Max(a, b) + Log1p(Exp(-Select(EqualTo(a, b), 0, Abs(a - b))));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> FusedMultiplyAdd(Lanes<W, V, T> a, Lanes<W, V, T> b, Lanes<W, V, T> c) => new(W.FusedMultiplyAdd(a.register, b.register, c.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> AtMost(Lanes<W, V, T> x, Lanes<W, V, T> bound) => new(W.AtMost(x.register, bound.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> AtLeast(Lanes<W, V, T> x, Lanes<W, V, T> bound) => new(W.AtLeast(x.register, bound.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> WithSign(Lanes<W, V, T> magnitude, Lanes<W, V, T> x) => new(W.WithSign(magnitude.register, x.register));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Split(Lanes<W, V, T> x, out Lanes<W, V, T> n)
    {
        V m = W.Split(x.register, out V exponent);
        n = new(exponent);
        return new(m);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<W, V, T> Widened<F>(F function, Lanes<W, V, T> x, Lanes<W, V, T> y, out Lanes<W, V, T> second) where F : struct, IWideFunction
    {
        V first = W.Widened(function, x.register, y.register, out V other);
        second = new(other);
        return new(first);
    }
}
