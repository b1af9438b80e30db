namespace Autograd;

/// <summary>What a slope reads of a formula's arguments and result: only that is loaded, and only that is saved on the tape.</summary>
[Flags]
internal enum Reads
{
    /// <summary>The slope is a constant.</summary>
    Nothing = 0,

    /// <summary>The (first) argument.</summary>
    X = 1,

    /// <summary>The second argument of a binary formula; the result of a unary one.</summary>
    Y = 2,

    /// <summary>The result of a binary formula, z = f(x, y).</summary>
    Z = 4,
}

/// <summary>
/// Which readings of a formula go faster two registers at a time (<see cref="Twice{W, V, T}"/>): long ones, while all of it
/// still fits what the JIT inlines into one method. Measured, not guessed.
/// </summary>
[Flags]
internal enum Pairs
{
    None = 0,
    Value = 1,
    Slope = 2,
}

/// <summary>A function of one number, y = f(x), and its slope dy/dx, from x and y.</summary>
internal interface IUnaryFormula
{
    static abstract Reads SlopeReads { get; }

    static virtual Pairs Pairs => Pairs.None;

    R Value<R>(R x) where R : struct, IReal<R>;

    R Slope<R>(R x, R y) where R : struct, IReal<R>;
}

/// <summary>A function of two numbers, z = f(x, y), and its slopes ∂z/∂x and ∂z/∂y, from x, y and z.</summary>
internal interface IBinaryFormula
{
    static abstract Reads SlopeXReads { get; }

    static abstract Reads SlopeYReads { get; }

    R Value<R>(R x, R y) where R : struct, IReal<R>;

    R SlopeX<R>(R x, R y, R z) where R : struct, IReal<R>;

    R SlopeY<R>(R x, R y, R z) where R : struct, IReal<R>;
}
