namespace Autograd;

/// <summary>
/// Borne by every exception this library throws on purpose: what failed, on which shapes, and what to do instead. The message
/// says all of it, as <c>operation: problem; remedy.</c>, and calls tensors by their names where they have one:
/// <c>MatMul: inner sizes differ, 'images' [32, 784] · 'weight' [128, 784]; did you mean b.Transpose()?</c>
/// <para>
/// The exceptions themselves are the framework's kinds: <see cref="ArgumentException"/> and those derived from it where an argument is
/// at fault, <see cref="InvalidOperationException"/> where a state is, <see cref="ObjectDisposedException"/> where memory was given
/// back, <see cref="OutOfMemoryException"/> where there is none, <see cref="IOException"/> for files. Any member throws <see cref="ArgumentNullException"/> for a null that
/// its signature does not allow, and <see cref="ObjectDisposedException"/> for a tensor whose scope has ended. What refuses, refuses before anything is changed. Exceptions
/// of functions that users pass in come through as they are.
/// </para>
/// </summary>
/// <example><code>
/// try
/// {
///     loss = model(batch);
/// }
/// catch (Exception error) when (error is IAutogradError { Operation: "MatMul" } refusal)
/// {
///     Console.WriteLine($"{string.Join(" · ", refusal.Shapes)}: {refusal.Remedy}");
/// }
/// </code></example>
public interface IAutogradError
{
    /// <summary>
    /// The operation that refused, as users call it: <c>MatMul</c>, <c>Backward</c>, <c>Tape.Of</c>, …; operators by their names,
    /// <c>Add</c>, <c>Indexer</c>; optimisers and own functions by their class.
    /// </summary>
    string Operation { get; }

    /// <summary>The shapes that took part, in the order of the operands; empty where shapes are not the matter.</summary>
    IReadOnlyList<Shape> Shapes { get; }

    /// <summary>What to do instead, in a few words.</summary>
    string Remedy { get; }
}
