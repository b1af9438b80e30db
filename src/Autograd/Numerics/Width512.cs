using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Wide = Autograd.Lanes<Autograd.Width512<double>, System.Runtime.Intrinsics.Vector512<double>, double>;

namespace Autograd;

/// <summary>Registers of 512 bits.</summary>
internal readonly unsafe struct Width512<T> : IWidth<Vector512<T>, T> where T : unmanaged
{
    public static int Count => Vector512<T>.Count;

    public static bool IsPlentiful => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Create(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(ref readonly T source, nint index) => Vector512.LoadUnsafe(in source, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, ref T target, nint index) => value.StoreUnsafe(ref target, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFar(Vector512<T> value, ref T target, nint index) =>
        value.StoreAlignedNonTemporal((T*)Unsafe.AsPointer(ref Unsafe.Add(ref target, index)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* source) => Vector512.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, T* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MaskFrom(T skipped) => Vector512.GreaterThanOrEqual(Vector512<T>.Indices, Vector512.Create(skipped));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Swap(Vector512<T> value, int distance)
    {
        // In units of 32 bits, whatever the element type.
        return ((typeof(T) == typeof(double) ? 2 * distance : distance) switch
        {
            8 => Vector512.Shuffle(value.AsSingle(), Vector512.Create(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7)),
            4 => Vector512.Shuffle(value.AsSingle(), Vector512.Create(4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11)),
            2 => Vector512.Shuffle(value.AsSingle(), Vector512.Create(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13)),
            _ => Vector512.Shuffle(value.AsSingle(), Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)),
        }).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> value) => Vector512.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(Vector512<T> value) => value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> a, Vector512<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Negate(Vector512<T> a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => sizeof(T) == sizeof(float)
        ? Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Scale(Vector512<T> x, Vector512<T> n)
    {
        if (Avx512F.IsSupported)
            return typeof(T) == typeof(float)
                ? Avx512F.Scale(x.AsSingle(), n.AsSingle()).As<float, T>()
                : Avx512F.Scale(x.AsDouble(), n.AsDouble()).As<double, T>();
        // 2ⁿ in two factors, so that neither leaves the exponent's range: n is added to a number whose last bits it becomes.
        Vector512<T> half = Floor(n * Create(Constant(0.5)));
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Chain(Vector512<T> upstream, Vector512<T> slope)
    {
        Vector512<T> product = upstream * slope;
        if (!Vector512.EqualsAll(product, product))
            product = Vector512.ConditionalSelect(Vector512.Equals(upstream, default) | Vector512.Equals(slope, default), default, product);
        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Larger(Vector512<T> a, Vector512<T> b) => Vector512.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> a, Vector512<T> b) => Vector512.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Less(Vector512<T> a, Vector512<T> b) => Vector512.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> LessOrEqual(Vector512<T> a, Vector512<T> b) => Vector512.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Equal(Vector512<T> a, Vector512<T> b) => Vector512.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> And(Vector512<T> a, Vector512<T> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Or(Vector512<T> a, Vector512<T> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Not(Vector512<T> a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Select(Vector512<T> mask, Vector512<T> a, Vector512<T> b) => Vector512.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Abs(Vector512<T> x) => Vector512.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sqrt(Vector512<T> x) => Vector512.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Floor(Vector512<T> x) => typeof(T) == typeof(float)
        ? Vector512.Floor(x.AsSingle()).As<float, T>()
        : Vector512.Floor(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Ceiling(Vector512<T> x) => typeof(T) == typeof(float)
        ? Vector512.Ceiling(x.AsSingle()).As<float, T>()
        : Vector512.Ceiling(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Round(Vector512<T> x) => typeof(T) == typeof(float)
        ? Vector512.Round(x.AsSingle()).As<float, T>()
        : Vector512.Round(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> PowerOfTwo(Vector512<T> n) => typeof(T) == typeof(float)
        ? ((n.AsSingle() + Vector512.Create(12582912f + 127)).AsUInt32() << 23).As<uint, T>()
        : ((n.AsDouble() + Vector512.Create(6755399441055744.0 + 1023)).AsUInt64() << 52).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Constant(double value) =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);

    // The exponential family and its inverses.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> FusedMultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    // The native minimum gives its second operand where either is NaN, or NaN: x in both cases.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AtMost(Vector512<T> x, Vector512<T> bound) => Vector512.MinNative(bound, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> AtLeast(Vector512<T> x, Vector512<T> bound) => Vector512.MaxNative(bound, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> WithSign(Vector512<T> magnitude, Vector512<T> x) => magnitude | (x & Create(Constant(-0.0)));

    // The bits of ¾ are taken away, so that the exponent's field counts in steps from there, and 128 or 1024 steps added, so
    // that it does not go below 0; what is left after the shift becomes the last bits of a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exponent(Vector512<T> x) => typeof(T) == typeof(float)
        ? ((((x.AsUInt32() + Vector512.Create(0x00C00000u)) >>> 23) | Vector512.Create(0x4B000000u)).AsSingle() - Vector512.Create(8388608f + 128)).As<float, T>()
        : ((((x.AsUInt64() + Vector512.Create(0x0018000000000000ul)) >>> 52) | Vector512.Create(0x4330000000000000ul)).AsDouble() - Vector512.Create(4503599627370496.0 + 1024)).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Split(Vector512<T> x, out Vector512<T> n)
    {
        if (!Avx512F.IsSupported)
            return Splitting<Width512<T>, Vector512<T>, T>.Split(x, out n);
        // The intervals [¾, 1½) and [1, 2) differ by 1 in the exponent, or not at all; 3 also makes NaN of what is below 0.
        const byte control = 0b1111;
        if (typeof(T) == typeof(float))
        {
            Vector512<float> m = Avx512F.GetMantissa(x.AsSingle(), control);
            n = (Avx512F.GetExponent(x.AsSingle()) - Avx512F.GetExponent(m)).As<float, T>();
            return m.As<float, T>();
        }
        else
        {
            Vector512<double> m = Avx512F.GetMantissa(x.AsDouble(), control);
            n = (Avx512F.GetExponent(x.AsDouble()) - Avx512F.GetExponent(m)).As<double, T>();
            return m.As<double, T>();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Widened<F>(F function, Vector512<T> x, Vector512<T> y, out Vector512<T> second) where F : struct, IWideFunction
    {
        var (xLow, xHigh) = Vector512.Widen(x.AsSingle());
        var (yLow, yHigh) = Vector512.Widen(y.AsSingle());
        Wide low = function.At<Wide>(new(xLow), new(yLow), out Wide secondLow), high = function.At<Wide>(new(xHigh), new(yHigh), out Wide secondHigh);
        second = Vector512.Narrow(secondLow.Register, secondHigh.Register).As<float, T>();
        return Vector512.Narrow(low.Register, high.Register).As<float, T>();
    }

    // The trigonometric and error functions.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Vector512<T> a, Vector512<T> b) => Vector512.GreaterThanAny(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> NegateWhereSet(Vector512<T> x, Vector512<T> integer, int bit) => sizeof(T) == sizeof(float)
        ? (x.AsUInt32() ^ ((integer.AsUInt32() << (31 - bit)) & Vector512.Create(1u << 31))).As<uint, T>()
        : (x.AsUInt64() ^ ((integer.AsUInt64() << (63 - bit)) & Vector512.Create(1ul << 63))).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Middle(Vector512<T> x, out Vector512<T> index)
    {
        index = sizeof(T) == sizeof(float)
            ? (x.AsUInt32() >>> 21).As<uint, T>()
            : (x.AsUInt64() >>> 50).As<ulong, T>();
        return sizeof(T) == sizeof(float)
            ? (x.AsUInt32() & Vector512.Create(~0u << 21) | Vector512.Create(1u << 20)).As<uint, T>()
            : (x.AsUInt64() & Vector512.Create(~0ul << 50) | Vector512.Create(1ul << 49)).As<ulong, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Lookup(ref readonly T row, Vector512<T> index)
    {
        if (!Avx512F.IsSupported)
            return Vector512.Create(Width256<T>.Lookup(in row, index.GetLower()), Width256<T>.Lookup(in row, index.GetUpper()));
        return sizeof(T) == sizeof(float)
            ? Avx512F.PermuteVar16x32(Vector512.LoadUnsafe(in row).AsSingle(), index.AsInt32()).As<float, T>()
            : Avx512F.PermuteVar8x64x2(Vector512.LoadUnsafe(in row).AsDouble(), index.AsInt64(), Vector512.LoadUnsafe(in row, 8).AsDouble()).As<double, T>();
    }
}
