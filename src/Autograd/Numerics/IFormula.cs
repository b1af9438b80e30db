namespace Autograd;

/// <summary>
/// A function of one number, written once over any kind of number, for <see cref="Tensor.Map{F}(F)"/>. Mark the method
/// <c>[MethodImpl(MethodImplOptions.AggressiveInlining)]</c>: the loop over memory is then compiled around it without a call.
/// </summary>
/// <example><code>
/// readonly struct Swish(double beta) : IFormula
/// {
///     [MethodImpl(MethodImplOptions.AggressiveInlining)]
///     public R Of&lt;R&gt;(R x) where R : struct, IReal&lt;R&gt; => x * R.Sigmoid(beta * x);
/// }
/// </code></example>
public interface IFormula
{
    /// <summary>The function's value.</summary>
    R Of<R>(R x) where R : struct, IReal<R>;
}

/// <summary>A function of two numbers; see <see cref="IFormula"/>.</summary>
public interface IFormula2
{
    /// <summary>The function's value.</summary>
    R Of<R>(R a, R b) where R : struct, IReal<R>;
}

/// <summary>A function of three numbers; see <see cref="IFormula"/>.</summary>
public interface IFormula3
{
    /// <summary>The function's value.</summary>
    R Of<R>(R a, R b, R c) where R : struct, IReal<R>;
}

/// <summary>A function of four numbers; see <see cref="IFormula"/>.</summary>
public interface IFormula4
{
    /// <summary>The function's value.</summary>
    R Of<R>(R a, R b, R c, R d) where R : struct, IReal<R>;
}

/// <summary>A function of five numbers; see <see cref="IFormula"/>.</summary>
public interface IFormula5
{
    /// <summary>The function's value.</summary>
    R Of<R>(R a, R b, R c, R d, R e) where R : struct, IReal<R>;
}
