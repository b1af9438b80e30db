namespace Autograd;

/// <summary>Numbers that are loaded from memory and stored to it, <see cref="Count"/> at a time.</summary>
/// <typeparam name="L">The lanes themselves.</typeparam>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal interface ILanes<L, T> where L : struct, ILanes<L, T>, IReal<L> where T : unmanaged
{
    /// <summary>How many elements one register holds.</summary>
    static abstract int Count { get; }

    /// <summary>The same value in every lane.</summary>
    static abstract L Create(T value);

    static abstract L Load(ref readonly T source, nint index);

    static abstract void Store(L value, ref T target, nint index);

    /// <summary>Stores past the caches, where the target is so large that it would only push others out; it stands on a multiple of a register.</summary>
    static abstract void StoreFar(L value, ref T target, nint index);

    /// <summary>The number in the first lane.</summary>
    static abstract T First(L value);

    /// <summary>All lanes but the first few.</summary>
    static abstract Mask<L> From(int first);

    /// <summary>Exchanges lanes whose numbers differ in one bit alone: that of <paramref name="distance"/>, a power of two, known to the JIT.</summary>
    static abstract L Swap(L value, int distance);

    /// <summary>a·b + c, fused where the hardware does.</summary>
    static abstract L MultiplyAdd(L a, L b, L c);

    /// <summary>x · 2ⁿ for whole n, rounded once where the result is subnormal.</summary>
    static abstract L Scale(L x, L n);

    /// <summary>The larger of two; where either is NaN, one of them.</summary>
    static abstract L Larger(L a, L b);

    // The exponential family and its inverses.

    /// <summary>a·b + c, rounded once on every machine, however slowly.</summary>
    static abstract L FusedMultiplyAdd(L a, L b, L c);

    /// <summary>x where it is below a number, and that number elsewhere; NaN stays.</summary>
    static abstract L AtMost(L x, L bound);

    /// <summary>x where it is above a number, and that number elsewhere; NaN stays.</summary>
    static abstract L AtLeast(L x, L bound);

    /// <summary>A magnitude, which has no sign of its own, with the sign of x.</summary>
    static abstract L WithSign(L magnitude, L x);

    /// <summary>
    /// m and n of x = m · 2ⁿ, ¾ ≤ m &lt; 1½. At 0 n is −∞ and m = 1, at ∞ it is ∞ and m = 1; below 0 m is NaN.
    /// </summary>
    static abstract L Split(L x, out L n);

    /// <summary>The two results of a function of numbers that are widened to double precision for it, narrowed.</summary>
    static abstract L Widened<F>(F function, L x, L y, out L second) where F : struct, IWideFunction;

    // The trigonometric and error functions.

    /// <summary>Whether a is greater than b in any lane; for leaving the usual way seldom.</summary>
    static abstract bool AnyGreater(L a, L b);

    /// <summary>x, negated where a bit of the other number's significand is set; bit 0 is the last.</summary>
    static abstract L NegateWhereSet(L x, L integer, int bit);

    /// <summary>The middle of the quarter of a binade that holds positive x; the last bits of the index count the quarters.</summary>
    static abstract L Middle(L x, out L index);

    /// <summary>Of a row of sixteen numbers of a table, those that the last four bits of each index's significand name.</summary>
    static abstract L Lookup(ref readonly T table, int row, L index);

    /// <summary>A function of double precision, lane by lane.</summary>
    static abstract unsafe L Each(L x, delegate*<double, double> function);
}

/// <summary>What single precision computes in double, for want of digits: two results.</summary>
internal interface IWideFunction
{
    L At<L>(L x, L y, out L second) where L : struct, ILanes<L, double>, IReal<L>;
}

/// <summary>
/// What differs between register widths: the same few instructions on a <see cref="System.Runtime.Intrinsics.Vector128{T}"/>,
/// a 256 or a 512. <see cref="Lanes{W, V, T}"/> builds all arithmetic on these, once.
/// </summary>
internal unsafe interface IWidth<V, T> where V : unmanaged where T : unmanaged
{
    static abstract int Count { get; }

    /// <summary>Whether the processor has 32 such registers rather than 16, which decides how tall a tile of a product may be.</summary>
    static abstract bool IsPlentiful { get; }

    static abstract V Create(T value);
    static abstract V Load(ref readonly T source, nint index);
    static abstract V Load(T* source);
    static abstract void Store(V value, ref T target, nint index);
    static abstract void StoreFar(V value, ref T target, nint index);
    static abstract void Store(V value, T* target);

    /// <summary>A mask of all lanes but the first <paramref name="skipped"/>.</summary>
    static abstract V MaskFrom(T skipped);

    /// <summary>Exchanges lanes whose numbers differ by <paramref name="distance"/>, a power of two.</summary>
    static abstract V Swap(V value, int distance);

    /// <summary>The sum of all lanes.</summary>
    static abstract T Sum(V value);
    static abstract T First(V value);
    static abstract V Add(V a, V b);
    static abstract V Subtract(V a, V b);
    static abstract V Multiply(V a, V b);
    static abstract V Divide(V a, V b);
    static abstract V Negate(V a);
    static abstract V MultiplyAdd(V a, V b, V c);
    static abstract V Scale(V x, V n);

    /// <summary>upstream · slope; zero where either is exactly zero.</summary>
    // One instruction of its own: composed of four calls it would use up what the JIT inlines into a formula.
    static abstract V Chain(V upstream, V slope);
    static abstract V Max(V a, V b);
    static abstract V Larger(V a, V b);
    static abstract V Min(V a, V b);
    static abstract V Less(V a, V b);
    static abstract V LessOrEqual(V a, V b);
    static abstract V Equal(V a, V b);
    static abstract V And(V a, V b);
    static abstract V Or(V a, V b);
    static abstract V Not(V a);
    static abstract V Select(V mask, V a, V b);
    static abstract V Abs(V x);
    static abstract V Sqrt(V x);
    static abstract V Floor(V x);
    static abstract V Ceiling(V x);
    static abstract V Round(V x);

    // The exponential family and its inverses.
    static abstract V FusedMultiplyAdd(V a, V b, V c);
    static abstract V AtMost(V x, V bound);
    static abstract V AtLeast(V x, V bound);
    static abstract V WithSign(V magnitude, V x);

    /// <summary>The n of a positive normal number m · 2ⁿ, ¾ ≤ m &lt; 1½.</summary>
    static abstract V Exponent(V x);

    /// <inheritdoc cref="ILanes{L, T}.Split"/>
    static abstract V Split(V x, out V n);

    /// <inheritdoc cref="ILanes{L, T}.Widened"/>
    static abstract V Widened<F>(F function, V x, V y, out V second) where F : struct, IWideFunction;

    // The trigonometric and error functions.
    static abstract bool AnyGreater(V a, V b);
    static abstract V NegateWhereSet(V x, V integer, int bit);
    static abstract V Middle(V x, out V index);
    static abstract V Lookup(ref readonly T row, V index);
}
