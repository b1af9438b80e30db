using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>The tangents of a dual number, in one direction or several. The default value is zero.</summary>
internal interface ITangents<V, R> where V : struct, ITangents<V, R> where R : struct, IReal<R>
{
    static abstract V operator +(V a, V b);

    static abstract V operator -(V a, V b);

    static abstract V operator -(V a);

    /// <summary>Each tangent times the slope; exact zero stays zero.</summary>
    static abstract V Chain(V tangents, R slope);

    /// <summary>Each tangent times a constant.</summary>
    static abstract V Times(V tangents, R factor);

    static abstract V Select(Mask<R> mask, V a, V b);
}

/// <summary>A tangent in one direction.</summary>
internal readonly struct Along<R>(R last) : ITangents<Along<R>, R> where R : struct, IReal<R>
{
    public readonly R Last = last;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R> operator +(Along<R> a, Along<R> b) => new(a.Last + b.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R> operator -(Along<R> a, Along<R> b) => new(a.Last - b.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R> operator -(Along<R> a) => new(-a.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R> Chain(Along<R> tangents, R slope) => new(R.Chain(tangents.Last, slope));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R> Times(Along<R> tangents, R factor) => new(tangents.Last * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Along<R> Select(Mask<R> mask, Along<R> a, Along<R> b) => new(R.Select(mask, a.Last, b.Last));
}

/// <summary>Tangents in some directions, and in one more.</summary>
internal readonly struct Also<V, R>(V rest, R last) : ITangents<Also<V, R>, R>
    where V : struct, ITangents<V, R>
    where R : struct, IReal<R>
{
    public readonly V Rest = rest;
    public readonly R Last = last;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R> operator +(Also<V, R> a, Also<V, R> b) => new(a.Rest + b.Rest, a.Last + b.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R> operator -(Also<V, R> a, Also<V, R> b) => new(a.Rest - b.Rest, a.Last - b.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R> operator -(Also<V, R> a) => new(-a.Rest, -a.Last);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R> Chain(Also<V, R> tangents, R slope) => new(V.Chain(tangents.Rest, slope), R.Chain(tangents.Last, slope));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R> Times(Also<V, R> tangents, R factor) => new(V.Times(tangents.Rest, factor), tangents.Last * factor);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Also<V, R> Select(Mask<R> mask, Also<V, R> a, Also<V, R> b) => new(V.Select(mask, a.Rest, b.Rest), R.Select(mask, a.Last, b.Last));
}
