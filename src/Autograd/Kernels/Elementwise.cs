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
}

/// <summary>A function of up to four numbers, computed for each element on its own.</summary>
internal interface IElementwise
{
    static abstract Operands Reads { get; }

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
        if (result.Count == 1)
        {
            Dispatch.Run(result.DType, new SingleKernel<E>(function, result, a, b ?? a, c ?? a, d ?? a));
        }
        else if (IsFlat(result, a) && IsFlat(result, b) && IsFlat(result, c) && IsFlat(result, d))
        {
            Dispatch.Run(result.DType, new ElementwiseKernel<E>(function, result, a, b ?? a, c ?? a, d ?? a, default));
        }
        else
        {
            RowLoop rows = RowLoop.Over(result.Shape, stackalloc int[RowLoop.Scratch(result.Rank)], ref a, ref b, ref c, ref d);
            Dispatch.Run(result.DType, new ElementwiseKernel<E>(function, result, a, b ?? a, c ?? a, d ?? a, rows));
        }

        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        GC.KeepAlive(d);
        GC.KeepAlive(result);
    }

    /// <summary>target += addend, in place.</summary>
    public static void AddInto(Tensor target, Tensor addend) => Into(new ValueOfTwo<AddFormula>(), target, target, addend);

    private static bool IsFlat(Tensor result, Tensor? operand) =>
        operand is null || operand.Count == 1 || (operand.Count == result.Count && operand.Layout.IsRowMajor);
}

/// <summary>Every element times a number.</summary>
internal readonly struct Scaled(double factor) : IElementwise
{
    public static Operands Reads => Operands.A;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => factor * a;
}
