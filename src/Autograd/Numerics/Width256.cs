using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Wide = Autograd.Lanes<Autograd.Width256<double>, System.Runtime.Intrinsics.Vector256<double>, double>;

namespace Autograd;

/// <summary>Registers of 256 bits.</summary>
internal readonly unsafe struct Width256<T> : IWidth<Vector256<T>, T> where T : unmanaged
{
    public static int Count => Vector256<T>.Count;

    public static bool IsPlentiful => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Create(T value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(ref readonly T source, nint index) => Vector256.LoadUnsafe(in source, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> value, ref T target, nint index) => value.StoreUnsafe(ref target, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFar(Vector256<T> value, ref T target, nint index) =>
        value.StoreAlignedNonTemporal((T*)Unsafe.AsPointer(ref Unsafe.Add(ref target, index)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* source) => Vector256.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<T> value, T* target) => value.Store(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MaskFrom(T skipped) => Vector256.GreaterThanOrEqual(Vector256<T>.Indices, Vector256.Create(skipped));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Swap(Vector256<T> value, int distance)
    {
        // In units of 32 bits, whatever the element type.
        return ((typeof(T) == typeof(double) ? 2 * distance : distance) switch
        {
            4 => Vector256.Shuffle(value.AsSingle(), Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3)),
            2 => Vector256.Shuffle(value.AsSingle(), Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5)),
            _ => Vector256.Shuffle(value.AsSingle(), Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6)),
        }).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> value) => Vector256.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(Vector256<T> value) => value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Divide(Vector256<T> a, Vector256<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Negate(Vector256<T> a) => -a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => sizeof(T) == sizeof(float)
        ? Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Scale(Vector256<T> x, Vector256<T> n)
    {
        // 2ⁿ in two factors, so that neither leaves the exponent's range: n is added to a number whose last bits it becomes.
        Vector256<T> half = Floor(n * Create(Constant(0.5)));
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Chain(Vector256<T> upstream, Vector256<T> slope)
    {
        Vector256<T> product = upstream * slope;
        if (!Vector256.EqualsAll(product, product))
            product = Vector256.ConditionalSelect(Vector256.Equals(upstream, default) | Vector256.Equals(slope, default), default, product);
        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max(Vector256<T> a, Vector256<T> b) => Vector256.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Larger(Vector256<T> a, Vector256<T> b) => Vector256.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Min(Vector256<T> a, Vector256<T> b) => Vector256.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Less(Vector256<T> a, Vector256<T> b) => Vector256.LessThan(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> LessOrEqual(Vector256<T> a, Vector256<T> b) => Vector256.LessThanOrEqual(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Equal(Vector256<T> a, Vector256<T> b) => Vector256.Equals(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> And(Vector256<T> a, Vector256<T> b) => a & b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Or(Vector256<T> a, Vector256<T> b) => a | b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Not(Vector256<T> a) => ~a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Select(Vector256<T> mask, Vector256<T> a, Vector256<T> b) => Vector256.ConditionalSelect(mask, a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Abs(Vector256<T> x) => Vector256.Abs(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Sqrt(Vector256<T> x) => Vector256.Sqrt(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Floor(Vector256<T> x) => typeof(T) == typeof(float)
        ? Vector256.Floor(x.AsSingle()).As<float, T>()
        : Vector256.Floor(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Ceiling(Vector256<T> x) => typeof(T) == typeof(float)
        ? Vector256.Ceiling(x.AsSingle()).As<float, T>()
        : Vector256.Ceiling(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Round(Vector256<T> x) => typeof(T) == typeof(float)
        ? Vector256.Round(x.AsSingle()).As<float, T>()
        : Vector256.Round(x.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> PowerOfTwo(Vector256<T> n) => typeof(T) == typeof(float)
        ? ((n.AsSingle() + Vector256.Create(12582912f + 127)).AsUInt32() << 23).As<uint, T>()
        : ((n.AsDouble() + Vector256.Create(6755399441055744.0 + 1023)).AsUInt64() << 52).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Constant(double value) =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);

    // The exponential family and its inverses.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> FusedMultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    // The native minimum gives its second operand where either is NaN, or NaN: x in both cases.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AtMost(Vector256<T> x, Vector256<T> bound) => Vector256.MinNative(bound, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> AtLeast(Vector256<T> x, Vector256<T> bound) => Vector256.MaxNative(bound, x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> WithSign(Vector256<T> magnitude, Vector256<T> x) => magnitude | (x & Create(Constant(-0.0)));

    // The bits of ¾ are taken away, so that the exponent's field counts in steps from there, and 128 or 1024 steps added, so
    // that it does not go below 0; what is left after the shift becomes the last bits of a number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Exponent(Vector256<T> x) => typeof(T) == typeof(float)
        ? ((((x.AsUInt32() + Vector256.Create(0x00C00000u)) >>> 23) | Vector256.Create(0x4B000000u)).AsSingle() - Vector256.Create(8388608f + 128)).As<float, T>()
        : ((((x.AsUInt64() + Vector256.Create(0x0018000000000000ul)) >>> 52) | Vector256.Create(0x4330000000000000ul)).AsDouble() - Vector256.Create(4503599627370496.0 + 1024)).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Split(Vector256<T> x, out Vector256<T> n) => Splitting<Width256<T>, Vector256<T>, T>.Split(x, out n);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Widened<F>(F function, Vector256<T> x, Vector256<T> y, out Vector256<T> second) where F : struct, IWideFunction
    {
        var (xLow, xHigh) = Vector256.Widen(x.AsSingle());
        var (yLow, yHigh) = Vector256.Widen(y.AsSingle());
        Wide low = function.At<Wide>(new(xLow), new(yLow), out Wide secondLow), high = function.At<Wide>(new(xHigh), new(yHigh), out Wide secondHigh);
        second = Vector256.Narrow(secondLow.Register, secondHigh.Register).As<float, T>();
        return Vector256.Narrow(low.Register, high.Register).As<float, T>();
    }

    // The trigonometric and error functions.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Vector256<T> a, Vector256<T> b) => Vector256.GreaterThanAny(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> NegateWhereSet(Vector256<T> x, Vector256<T> integer, int bit) => sizeof(T) == sizeof(float)
        ? (x.AsUInt32() ^ ((integer.AsUInt32() << (31 - bit)) & Vector256.Create(1u << 31))).As<uint, T>()
        : (x.AsUInt64() ^ ((integer.AsUInt64() << (63 - bit)) & Vector256.Create(1ul << 63))).As<ulong, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Middle(Vector256<T> x, out Vector256<T> index)
    {
        index = sizeof(T) == sizeof(float)
            ? (x.AsUInt32() >>> 21).As<uint, T>()
            : (x.AsUInt64() >>> 50).As<ulong, T>();
        return sizeof(T) == sizeof(float)
            ? (x.AsUInt32() & Vector256.Create(~0u << 21) | Vector256.Create(1u << 20)).As<uint, T>()
            : (x.AsUInt64() & Vector256.Create(~0ul << 50) | Vector256.Create(1ul << 49)).As<ulong, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Lookup(ref readonly T row, Vector256<T> index)
    {
        if (!Avx2.IsSupported || sizeof(T) == sizeof(double))
            return Vector256.Create(Width128<T>.Lookup(in row, index.GetLower()), Width128<T>.Lookup(in row, index.GetUpper()));
        // Eight of the sixteen each; bit 3 of the index chooses, as the sign.
        Vector256<float> lower = Avx2.PermuteVar8x32(Load(in row, 0).AsSingle(), index.AsInt32());
        Vector256<float> upper = Avx2.PermuteVar8x32(Load(in row, 8).AsSingle(), index.AsInt32());
        return Avx.BlendVariable(lower, upper, (index.AsInt32() << 28).AsSingle()).As<float, T>();
    }
}
