using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Up to five numbers: a formula's arguments, or its slopes in them.</summary>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly struct Arguments<R>(R a, R b, R c, R d, R e)
{
    public readonly R A = a, B = b, C = c, D = d, E = e;
}

/// <summary>A user's formula of any number of arguments, and its slopes in all of them by dual numbers, in one evaluation.</summary>
internal interface IMapping
{
    static abstract int Arity { get; }

    R Value<R>(in Arguments<R> x) where R : struct, IReal<R>;

    R ValueAndSlopes<R, P>(in Arguments<R> x, out Arguments<R> slopes) where R : struct, IReal<R> where P : struct, ITangentProduct;
}

internal readonly struct Mapping1<F>(F formula) : IMapping where F : struct, IFormula
{
    public static int Arity => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(in Arguments<R> x) where R : struct, IReal<R> => formula.Of(x.A);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R ValueAndSlopes<R, P>(in Arguments<R> x, out Arguments<R> slopes) where R : struct, IReal<R> where P : struct, ITangentProduct
    {
        Dual<R, Along<R, P>> y = formula.Of(new Dual<R, Along<R, P>>(x.A, new(1)));
        slopes = new(y.Tangents.Last, 0, 0, 0, 0);
        return y.Value;
    }
}

internal readonly struct Mapping2<F>(F formula) : IMapping where F : struct, IFormula2
{
    public static int Arity => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(in Arguments<R> x) where R : struct, IReal<R> => formula.Of(x.A, x.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R ValueAndSlopes<R, P>(in Arguments<R> x, out Arguments<R> slopes) where R : struct, IReal<R> where P : struct, ITangentProduct
    {
        Dual<R, Also<Along<R, P>, R, P>> y = formula.Of(new Dual<R, Also<Along<R, P>, R, P>>(x.A, new(new(1), 0)), new(x.B, new(default, 1)));
        slopes = new(y.Tangents.Rest.Last, y.Tangents.Last, 0, 0, 0);
        return y.Value;
    }
}

internal readonly struct Mapping3<F>(F formula) : IMapping where F : struct, IFormula3
{
    public static int Arity => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(in Arguments<R> x) where R : struct, IReal<R> => formula.Of(x.A, x.B, x.C);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R ValueAndSlopes<R, P>(in Arguments<R> x, out Arguments<R> slopes) where R : struct, IReal<R> where P : struct, ITangentProduct
    {
        Dual<R, Also<Also<Along<R, P>, R, P>, R, P>> y = formula.Of(new Dual<R, Also<Also<Along<R, P>, R, P>, R, P>>(x.A, new(new(new(1), 0), 0)), new(x.B, new(new(default, 1), 0)), new(x.C, new(default, 1)));
        slopes = new(y.Tangents.Rest.Rest.Last, y.Tangents.Rest.Last, y.Tangents.Last, 0, 0);
        return y.Value;
    }
}

internal readonly struct Mapping4<F>(F formula) : IMapping where F : struct, IFormula4
{
    public static int Arity => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(in Arguments<R> x) where R : struct, IReal<R> => formula.Of(x.A, x.B, x.C, x.D);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R ValueAndSlopes<R, P>(in Arguments<R> x, out Arguments<R> slopes) where R : struct, IReal<R> where P : struct, ITangentProduct
    {
        Dual<R, Also<Also<Also<Along<R, P>, R, P>, R, P>, R, P>> y = formula.Of(new Dual<R, Also<Also<Also<Along<R, P>, R, P>, R, P>, R, P>>(x.A, new(new(new(new(1), 0), 0), 0)), new(x.B, new(new(new(default, 1), 0), 0)), new(x.C, new(new(default, 1), 0)), new(x.D, new(default, 1)));
        slopes = new(y.Tangents.Rest.Rest.Rest.Last, y.Tangents.Rest.Rest.Last, y.Tangents.Rest.Last, y.Tangents.Last, 0);
        return y.Value;
    }
}

internal readonly struct Mapping5<F>(F formula) : IMapping where F : struct, IFormula5
{
    public static int Arity => 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(in Arguments<R> x) where R : struct, IReal<R> => formula.Of(x.A, x.B, x.C, x.D, x.E);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R ValueAndSlopes<R, P>(in Arguments<R> x, out Arguments<R> slopes) where R : struct, IReal<R> where P : struct, ITangentProduct
    {
        Dual<R, Also<Also<Also<Also<Along<R, P>, R, P>, R, P>, R, P>, R, P>> y = formula.Of(new Dual<R, Also<Also<Also<Also<Along<R, P>, R, P>, R, P>, R, P>, R, P>>(x.A, new(new(new(new(new(1), 0), 0), 0), 0)), new(x.B, new(new(new(new(default, 1), 0), 0), 0)), new(x.C, new(new(new(default, 1), 0), 0)), new(x.D, new(new(default, 1), 0)), new(x.E, new(default, 1)));
        slopes = new(y.Tangents.Rest.Rest.Rest.Rest.Last, y.Tangents.Rest.Rest.Rest.Last, y.Tangents.Rest.Rest.Last, y.Tangents.Rest.Last, y.Tangents.Last);
        return y.Value;
    }
}
