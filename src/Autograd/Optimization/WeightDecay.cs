using System.Runtime.CompilerServices;

namespace Autograd.Optimization;

/// <summary>A penalty on large parameters as part of the gradient, where there is one. The parameter is operand C.</summary>
internal interface IWeightDecay
{
    static abstract Operands Reads { get; }

    R Gradient<R>(R gradient, R parameter) where R : struct, IReal<R>;
}

internal readonly struct NoDecay : IWeightDecay
{
    public static Operands Reads => default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Gradient<R>(R gradient, R parameter) where R : struct, IReal<R> => gradient;
}

/// <summary>The gradient of rate / 2 · ‖parameter‖² added.</summary>
internal readonly struct Decay(double rate) : IWeightDecay
{
    public static Operands Reads => Operands.C;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Gradient<R>(R gradient, R parameter) where R : struct, IReal<R> => gradient + rate * parameter;
}
