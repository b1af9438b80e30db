using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// c = x / r with r = √(x² + y²), a word for slopes; 0 at the origin. Derivatives: s²/r in x and −cs/r in y with s = y / r, which
/// lose no digits to a difference of equals, as those of the quotient do where one side is much the longer.
/// </summary>
internal readonly struct CosineFormula : IBinaryFormula
{
    public static Reads SlopeXReads => Reads.X | Reads.Y;

    public static Reads SlopeYReads => Reads.X | Reads.Y | Reads.Z;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R Value<R>(R x, R y) where R : struct, IReal<R> => R.Cosine(x, y);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R>
    {
        R sine = R.Cosine(y, x);
        return R.Chain(sine, sine / R.Hypot(x, y));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R> => -R.Chain(z, R.Cosine(y, x) / R.Hypot(x, y));
}

internal readonly partial struct Dual<R, V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<R, V> Cosine(Dual<R, V> x, Dual<R, V> y) => Apply(new CosineFormula(), x, y);
}

internal readonly partial struct Traced
{
    public static Traced Cosine(Traced x, Traced y) => Apply(new CosineFormula(), x, y, nameof(Cosine));
}
