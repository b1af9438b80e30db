using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The tangents of a dual number, in one direction or several. The default value is zero.</summary>
internal interface ITangents<V, R> where V : struct, ITangents<V, R> where R : struct, IReal<R>
{
    static abstract V operator +(V a, V b);

    static abstract V operator -(V a, V b);

    static abstract V operator -(V a);

    /// <summary>Each tangent times the slope.</summary>
    static abstract V Chain(V tangents, R slope);

    /// <summary>Each tangent times a constant.</summary>
    static abstract V Times(V tangents, R factor);

    static abstract V Select(Mask<R> mask, V a, V b);
}

/// <summary>How a tangent meets a slope.</summary>
internal interface ITangentProduct
{
    static abstract R Of<R>(R tangent, R slope) where R : struct, IReal<R>;
}

/// <summary>As the chain rule multiplies: exact zero wins on either side.</summary>
internal readonly struct ChainProduct : ITangentProduct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Of<R>(R tangent, R slope) where R : struct, IReal<R> => R.Chain(tangent, slope);
}

/// <summary>
/// As numbers multiply: one instruction. It differs from the chain rule only where a zero meets ∞ or NaN, which leaves NaN to the
/// end: whoever finds none has the chain rule's result.
/// </summary>
internal readonly struct PlainProduct : ITangentProduct
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static R Of<R>(R tangent, R slope) where R : struct, IReal<R> => tangent * slope;
}

/// <summary>A tangent in one direction.</summary>
internal readonly struct Along<R, P>(R last) : ITangents<Along<R, P>, R>
    where R : struct, IReal<R>
    where P : struct, ITangentProduct
{
    public readonly R Last = last;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R, P> operator +(Along<R, P> a, Along<R, P> b) => new(a.Last + b.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R, P> operator -(Along<R, P> a, Along<R, P> b) => new(a.Last - b.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R, P> operator -(Along<R, P> a) => new(-a.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R, P> Chain(Along<R, P> tangents, R slope) => new(P.Of(tangents.Last, slope));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R, P> Times(Along<R, P> tangents, R factor) => new(tangents.Last * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R, P> Select(Mask<R> mask, Along<R, P> a, Along<R, P> b) => new(R.Select(mask, a.Last, b.Last));
}

/// <summary>Tangents in some directions, and in one more.</summary>
internal readonly struct Also<V, R, P>(V rest, R last) : ITangents<Also<V, R, P>, R>
    where V : struct, ITangents<V, R>
    where R : struct, IReal<R>
    where P : struct, ITangentProduct
{
    public readonly V Rest = rest;
    public readonly R Last = last;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R, P> operator +(Also<V, R, P> a, Also<V, R, P> b) => new(a.Rest + b.Rest, a.Last + b.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R, P> operator -(Also<V, R, P> a, Also<V, R, P> b) => new(a.Rest - b.Rest, a.Last - b.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R, P> operator -(Also<V, R, P> a) => new(-a.Rest, -a.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R, P> Chain(Also<V, R, P> tangents, R slope) => new(V.Chain(tangents.Rest, slope), P.Of(tangents.Last, slope));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R, P> Times(Also<V, R, P> tangents, R factor) => new(V.Times(tangents.Rest, factor), tangents.Last * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R, P> Select(Mask<R> mask, Also<V, R, P> a, Also<V, R, P> b) => new(V.Select(mask, a.Rest, b.Rest), R.Select(mask, a.Last, b.Last));
}
