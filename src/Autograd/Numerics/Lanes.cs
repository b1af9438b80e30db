using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>
/// The reading of a formula as a kernel: one SIMD register of numbers. The JIT specialises the loop for each width and
/// element type. A single number is read as one lane of the narrowest register, so that it rounds as all others do.
/// </summary>
internal readonly partial struct Lanes<W, V, T>(V register) : IReal<Lanes<W, V, T>>, ILanes<Lanes<W, V, T>, T>
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
