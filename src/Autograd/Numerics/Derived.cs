using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>Supplies the slope of a formula that states none, by reading it once more in dual numbers: exact, and inside the kernel.</summary>
internal readonly struct Derived<F>(F formula) : IUnaryFormula where F : struct, IFormula
{
    public static Reads SlopeReads => Reads.X;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => formula.Of(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => formula.Of(new Dual<R, Along<R, ChainProduct>>(x, new(1))).Tangents.Last;
}
