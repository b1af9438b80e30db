using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Two registers side by side.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Two<V>(V a, V b) where V : unmanaged
{
    public readonly V A = a, B = b;
}

/// <summary>
/// Twice a width: two registers that go through a formula side by side. A long formula is a chain of instructions each of
/// which waits for the one before; two chains in step keep the processor busy. See <see cref="Pairs"/>.
/// </summary>
internal readonly unsafe struct Twice<W, V, T> : IWidth<Two<V>, T> where W : struct, IWidth<V, T> where V : unmanaged where T : unmanaged
{
    public static int Count => 2 * W.Count;

    public static bool IsPlentiful => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Create(T value) => new(W.Create(value), W.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Load(ref readonly T source, nint index) => new(W.Load(in source, index), W.Load(in source, index + W.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Load(T* source) => new(W.Load(source), W.Load(source + W.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Two<V> value, ref T target, nint index)
    {
        W.Store(value.A, ref target, index);
        W.Store(value.B, ref target, index + W.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFar(Two<V> value, ref T target, nint index)
    {
        W.StoreFar(value.A, ref target, index);
        W.StoreFar(value.B, ref target, index + W.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Two<V> value, T* target)
    {
        W.Store(value.A, target);
        W.Store(value.B, target + W.Count);
    }

    public static Two<V> MaskFrom(T skipped) => new(W.MaskFrom(skipped), W.MaskFrom(typeof(T) == typeof(float)
        ? Unsafe.BitCast<float, T>(Unsafe.BitCast<T, float>(skipped) - W.Count)
        : Unsafe.BitCast<double, T>(Unsafe.BitCast<T, double>(skipped) - W.Count)));

    public static Two<V> Swap(Two<V> value, int distance) =>
        distance == W.Count ? new(value.B, value.A) : new(W.Swap(value.A, distance), W.Swap(value.B, distance));

    public static T Sum(Two<V> value) => W.Sum(W.Add(value.A, value.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T First(Two<V> value) => W.First(value.A);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Add(Two<V> a, Two<V> b) => new(W.Add(a.A, b.A), W.Add(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Subtract(Two<V> a, Two<V> b) => new(W.Subtract(a.A, b.A), W.Subtract(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Multiply(Two<V> a, Two<V> b) => new(W.Multiply(a.A, b.A), W.Multiply(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Divide(Two<V> a, Two<V> b) => new(W.Divide(a.A, b.A), W.Divide(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Negate(Two<V> a) => new(W.Negate(a.A), W.Negate(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> MultiplyAdd(Two<V> a, Two<V> b, Two<V> c) => new(W.MultiplyAdd(a.A, b.A, c.A), W.MultiplyAdd(a.B, b.B, c.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Scale(Two<V> x, Two<V> n) => new(W.Scale(x.A, n.A), W.Scale(x.B, n.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Chain(Two<V> upstream, Two<V> slope) => new(W.Chain(upstream.A, slope.A), W.Chain(upstream.B, slope.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Max(Two<V> a, Two<V> b) => new(W.Max(a.A, b.A), W.Max(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Larger(Two<V> a, Two<V> b) => new(W.Larger(a.A, b.A), W.Larger(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Min(Two<V> a, Two<V> b) => new(W.Min(a.A, b.A), W.Min(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Less(Two<V> a, Two<V> b) => new(W.Less(a.A, b.A), W.Less(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> LessOrEqual(Two<V> a, Two<V> b) => new(W.LessOrEqual(a.A, b.A), W.LessOrEqual(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Equal(Two<V> a, Two<V> b) => new(W.Equal(a.A, b.A), W.Equal(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> And(Two<V> a, Two<V> b) => new(W.And(a.A, b.A), W.And(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Or(Two<V> a, Two<V> b) => new(W.Or(a.A, b.A), W.Or(a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Not(Two<V> a) => new(W.Not(a.A), W.Not(a.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Select(Two<V> mask, Two<V> a, Two<V> b) => new(W.Select(mask.A, a.A, b.A), W.Select(mask.B, a.B, b.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Abs(Two<V> x) => new(W.Abs(x.A), W.Abs(x.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Sqrt(Two<V> x) => new(W.Sqrt(x.A), W.Sqrt(x.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Floor(Two<V> x) => new(W.Floor(x.A), W.Floor(x.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Ceiling(Two<V> x) => new(W.Ceiling(x.A), W.Ceiling(x.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Round(Two<V> x) => new(W.Round(x.A), W.Round(x.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> FusedMultiplyAdd(Two<V> a, Two<V> b, Two<V> c) => new(W.FusedMultiplyAdd(a.A, b.A, c.A), W.FusedMultiplyAdd(a.B, b.B, c.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> AtMost(Two<V> x, Two<V> bound) => new(W.AtMost(x.A, bound.A), W.AtMost(x.B, bound.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> AtLeast(Two<V> x, Two<V> bound) => new(W.AtLeast(x.A, bound.A), W.AtLeast(x.B, bound.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> WithSign(Two<V> magnitude, Two<V> x) => new(W.WithSign(magnitude.A, x.A), W.WithSign(magnitude.B, x.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Exponent(Two<V> x) => new(W.Exponent(x.A), W.Exponent(x.B));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Split(Two<V> x, out Two<V> n)
    {
        V a = W.Split(x.A, out V nA), b = W.Split(x.B, out V nB);
        n = new(nA, nB);
        return new(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Widened<F>(F function, Two<V> x, Two<V> y, out Two<V> second) where F : struct, IWideFunction
    {
        V a = W.Widened<F>(function, x.A, y.A, out V secondA), b = W.Widened<F>(function, x.B, y.B, out V secondB);
        second = new(secondA, secondB);
        return new(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyGreater(Two<V> a, Two<V> b) => W.AnyGreater(a.A, b.A) | W.AnyGreater(a.B, b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> NegateWhereSet(Two<V> x, Two<V> integer, int bit) => new(W.NegateWhereSet(x.A, integer.A, bit), W.NegateWhereSet(x.B, integer.B, bit));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Middle(Two<V> x, out Two<V> index)
    {
        V a = W.Middle(x.A, out V indexA), b = W.Middle(x.B, out V indexB);
        index = new(indexA, indexB);
        return new(a, b);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Two<V> Lookup(ref readonly T row, Two<V> index) => new(W.Lookup(in row, index.A), W.Lookup(in row, index.B));
}
