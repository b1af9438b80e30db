using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Wide = Autograd.Lanes<Autograd.Width128<double>, System.Runtime.Intrinsics.Vector128<double>, double>;

namespace Autograd;

/// <summary>Registers of 128 bits.</summary>
internal readonly unsafe struct Width128<T> : IWidth<Vector128<T>, T> where T : unmanaged
{
    public static int Count => Vector128<T>.Count;

    public static bool IsPlentiful => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Create(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(ref readonly T source, nint index) => Vector128.LoadUnsafe(in source, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, ref T target, nint index) => value.StoreUnsafe(ref target, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFar(Vector128<T> value, ref T target, nint index) =>
        value.StoreAlignedNonTemporal((T*)Unsafe.AsPointer(ref Unsafe.Add(ref target, index)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(T* source) => Vector128.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, T* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MaskFrom(T skipped) => Vector128.GreaterThanOrEqual(Vector128<T>.Indices, Vector128.Create(skipped));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Swap(Vector128<T> value, int distance)
    {
        // In units of 32 bits, whatever the element type.
        return ((typeof(T) == typeof(double) ? 2 * distance : distance) switch
        {
            2 => Vector128.Shuffle(value.AsSingle(), Vector128.Create(2, 3, 0, 1)),
            _ => Vector128.Shuffle(value.AsSingle(), Vector128.Create(1, 0, 3, 2)),
        }).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> value) => Vector128.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(Vector128<T> value) => value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> a, Vector128<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Negate(Vector128<T> a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => sizeof(T) == sizeof(float)
        ? Vector128.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector128.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Scale(Vector128<T> x, Vector128<T> n)
    {
        // 2ⁿ in two factors, so that neither leaves the exponent's range: n is added to a number whose last bits it becomes.
        Vector128<T> half = Floor(n * Create(Constant(0.5)));
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Chain(Vector128<T> upstream, Vector128<T> slope)
    {
        Vector128<T> product = upstream * slope;
        if (!Vector128.EqualsAll(product, product))
            product = Vector128.ConditionalSelect(Vector128.Equals(upstream, default) | Vector128.Equals(slope, default), default, product);
        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Larger(Vector128<T> a, Vector128<T> b) => Vector128.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Min(Vector128<T> a, Vector128<T> b) => Vector128.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Less(Vector128<T> a, Vector128<T> b) => Vector128.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> LessOrEqual(Vector128<T> a, Vector128<T> b) => Vector128.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Equal(Vector128<T> a, Vector128<T> b) => Vector128.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> And(Vector128<T> a, Vector128<T> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Or(Vector128<T> a, Vector128<T> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Not(Vector128<T> a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Select(Vector128<T> mask, Vector128<T> a, Vector128<T> b) => Vector128.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Abs(Vector128<T> x) => Vector128.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Sqrt(Vector128<T> x) => Vector128.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Floor(Vector128<T> x) => typeof(T) == typeof(float)
        ? Vector128.Floor(x.AsSingle()).As<float, T>()
        : Vector128.Floor(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Ceiling(Vector128<T> x) => typeof(T) == typeof(float)
        ? Vector128.Ceiling(x.AsSingle()).As<float, T>()
        : Vector128.Ceiling(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Round(Vector128<T> x) => typeof(T) == typeof(float)
        ? Vector128.Round(x.AsSingle()).As<float, T>()
        : Vector128.Round(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> PowerOfTwo(Vector128<T> n) => typeof(T) == typeof(float)
        ? ((n.AsSingle() + Vector128.Create(12582912f + 127)).AsUInt32() << 23).As<uint, T>()
        : ((n.AsDouble() + Vector128.Create(6755399441055744.0 + 1023)).AsUInt64() << 52).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Constant(double value) =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);

    // The exponential family and its inverses.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> FusedMultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(float)
        ? Vector128.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector128.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    // The native minimum gives its second operand where either is NaN, or NaN: x in both cases.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AtMost(Vector128<T> x, Vector128<T> bound) => Vector128.MinNative(bound, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> AtLeast(Vector128<T> x, Vector128<T> bound) => Vector128.MaxNative(bound, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> WithSign(Vector128<T> magnitude, Vector128<T> x) => magnitude | (x & Create(Constant(-0.0)));

    // The bits of ¾ are taken away, so that the exponent's field counts in steps from there, and 128 or 1024 steps added, so
    // that it does not go below 0; what is left after the shift becomes the last bits of a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Exponent(Vector128<T> x) => typeof(T) == typeof(float)
        ? ((((x.AsUInt32() + Vector128.Create(0x00C00000u)) >>> 23) | Vector128.Create(0x4B000000u)).AsSingle() - Vector128.Create(8388608f + 128)).As<float, T>()
        : ((((x.AsUInt64() + Vector128.Create(0x0018000000000000ul)) >>> 52) | Vector128.Create(0x4330000000000000ul)).AsDouble() - Vector128.Create(4503599627370496.0 + 1024)).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Split(Vector128<T> x, out Vector128<T> n) => Splitting<Width128<T>, Vector128<T>, T>.Split(x, out n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Widened<F>(F function, Vector128<T> x, Vector128<T> y, out Vector128<T> second) where F : struct, IWideFunction
    {
        var (xLow, xHigh) = Vector128.Widen(x.AsSingle());
        var (yLow, yHigh) = Vector128.Widen(y.AsSingle());
        Wide low = function.At<Wide>(new(xLow), new(yLow), out Wide secondLow), high = function.At<Wide>(new(xHigh), new(yHigh), out Wide secondHigh);
        second = Vector128.Narrow(secondLow.Register, secondHigh.Register).As<float, T>();
        return Vector128.Narrow(low.Register, high.Register).As<float, T>();
    }

    // The trigonometric and error functions.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Vector128<T> a, Vector128<T> b) => Vector128.GreaterThanAny(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> NegateWhereSet(Vector128<T> x, Vector128<T> integer, int bit) => sizeof(T) == sizeof(float)
        ? (x.AsUInt32() ^ ((integer.AsUInt32() << (31 - bit)) & Vector128.Create(1u << 31))).As<uint, T>()
        : (x.AsUInt64() ^ ((integer.AsUInt64() << (63 - bit)) & Vector128.Create(1ul << 63))).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Middle(Vector128<T> x, out Vector128<T> index)
    {
        index = sizeof(T) == sizeof(float)
            ? (x.AsUInt32() >>> 21).As<uint, T>()
            : (x.AsUInt64() >>> 50).As<ulong, T>();
        return sizeof(T) == sizeof(float)
            ? (x.AsUInt32() & Vector128.Create(~0u << 21) | Vector128.Create(1u << 20)).As<uint, T>()
            : (x.AsUInt64() & Vector128.Create(~0ul << 50) | Vector128.Create(1ul << 49)).As<ulong, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Lookup(ref readonly T row, Vector128<T> index)
    {
        ulong low = index.AsUInt64().GetElement(0), high = index.AsUInt64().GetElement(1);
        return sizeof(T) == sizeof(float)
            ? Vector128.Create(Entry<float>(in row, low), Entry<float>(in row, low >> 32), Entry<float>(in row, high), Entry<float>(in row, high >> 32)).As<float, T>()
            : Vector128.Create(Entry<double>(in row, low), Entry<double>(in row, high)).As<double, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static E Entry<E>(ref readonly T row, ulong index) =>
        Unsafe.Add(ref Unsafe.As<T, E>(ref Unsafe.AsRef(in row)), (nint)(index & 15));
}
