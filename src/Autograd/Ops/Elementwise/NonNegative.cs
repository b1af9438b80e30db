using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// x where it is at least 0, −0 counting as 0, and NaN below: a word for slopes whose function ends at 0. Derivative: 1, so that
/// what is computed from it is NaN below 0 at every order, and has its one-sided limits at 0.
/// </summary>
internal readonly struct NonNegativeFormula : IUnaryFormula
{
    public static Reads SlopeReads => Reads.Nothing;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x) where R : struct, IReal<R> => R.NonNegative(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Slope<R>(R x, R y) where R : struct, IReal<R> => 1;
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> NonNegative(Dual<R, V> x) => new(R.NonNegative(x.Value), x.Tangents);
}

internal readonly partial struct Traced
{
    public static Traced NonNegative(Traced x) => Apply(new NonNegativeFormula(), x, nameof(NonNegative));
}
