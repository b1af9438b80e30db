using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Which operands an elementwise function reads; the others are neither loaded nor passed.</summary>
[Flags]
internal enum Operands
{
    A = 1,
    B = 2,
    C = 4,
    D = 8,

    /// <summary>What stands in the target: the function's values are added to it.</summary>
    Target = 16,
}

/// <summary>A function of up to four numbers, computed for each element on its own.</summary>
internal interface IElementwise
{
    static abstract Operands Reads { get; }

    /// <summary>Whether it runs on two registers at a time.</summary>
    static virtual bool InPairs => false;

    R At<R>(R a, R b, R c, R d) where R : struct, IReal<R>;
}

/// <summary>Runs elementwise functions: one pass over memory, operands broadcast without being copied.</summary>
internal static class Elementwise
{
    /// <summary>A new tensor of the function's values.</summary>
    public static Tensor Run<E>(E function, Shape shape, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? d = null)
        where E : struct, IElementwise
    {
        Tensor result = Tensor.Allocate(shape, a.DType);
        Into(function, result, a, b, c, d);
        return result;
    }

    /// <summary>Writes the function's values into a row-major tensor, which may be one of the operands, in full.</summary>
    public static void Into<E>(E function, Tensor result, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? d = null)
        where E : struct, IElementwise
    {
        if (result.Count == 0)
            return;
        result.AssertRowMajor();
        if (result.Count == 1)
        {
            Dispatch.Run(result.DType, new SingleKernel<E>(function, result, a, b ?? a, c ?? a, d ?? a));
        }
        else
        {
            RowLoop rows = RowLoop.Over(result, stackalloc int[RowLoop.Scratch(result.Rank)], ref a, ref b, ref c, ref d);
            Dispatch.Run(result.DType, new ElementwiseKernel<E>(function, new(E.Reads, rows, result, a, b, c, d)));
        }

        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        GC.KeepAlive(d);
        GC.KeepAlive(result);
    }

    /// <summary>Adds the function's values to a row-major tensor, in place and in the same pass.</summary>
    public static void Add<E>(E function, Tensor result, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? d = null)
        where E : struct, IElementwise => Into(new Added<E>(function), result, a, b, c, d);

    /// <summary>target += addend, in place.</summary>
    public static void AddInto(Tensor target, Tensor addend) => Add(new Scaled(1), target, addend);
}

/// <summary>A function whose values are added to what stands in the target.</summary>
internal readonly struct Added<E>(E function) : IElementwise where E : struct, IElementwise
{
    public static Operands Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => E.Reads | Operands.Target;
    }

    public static bool InPairs => E.InPairs;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => function.At(a, b, c, d);
}

/// <summary>Every element times a number.</summary>
internal readonly struct Scaled(double factor) : IElementwise
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => factor * a;
}
