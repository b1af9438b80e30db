using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>A question asked of two numbers.</summary>
internal interface IComparison
{
    Mask<R> Holds<R>(R x, R y) where R : struct, IReal<R>;
}

/// <summary>The kind of a comparison: a mask of ones and zeros, through which no gradient flows, so nothing is recorded.</summary>
internal static class Comparison
{
    public static Tensor Apply<C>(C comparison, Tensor x, Tensor y, [CallerMemberName] string operation = "")
        where C : struct, IComparison =>
        Recorder.WithoutSlope(operation, Elementwise.Run(new MaskOf<C>(comparison), Binary.ResultShape(x, y, operation), x, y), x, y);

    /// <summary>A scalar takes the tensor's type.</summary>
    public static Tensor Apply<C>(C comparison, Tensor x, double y, [CallerMemberName] string operation = "")
        where C : struct, IComparison => Apply(comparison, x, Tensor.Scalar(y, x.DType), operation);
}

/// <summary>A comparison's outcome as a number, as the elementwise kernel reads it.</summary>
internal readonly struct MaskOf<C>(C comparison) : IElementwise where C : struct, IComparison
{
    public static Operands Reads => Operands.A | Operands.B;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R At<R>(R a, R b, R c, R d) where R : struct, IReal<R> => R.Select(comparison.Holds(a, b), 1, 0);
}
