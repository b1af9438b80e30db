namespace Autograd;

public sealed partial class Tape
{
    /// <summary>
    /// Until disposed, the first operation that makes a NaN or an infinity from finite input throws an
    /// <see cref="AnomalyException"/>, which tells the operation, the elements, and the line of your code: forward, in walks back,
    /// in forward mode, and in recorded walks. It flows with async code, nests, and does not change results. For finding a fault:
    /// every result is read once more, and the stack once for each operation, a few microseconds. Without it nothing is spent.
    /// </summary>
    /// <remarks>
    /// <para>Forward, an operation is blamed when its result has a NaN or ±∞ in it and none of its operands has, whether it is
    /// recorded or not; also when a later <see cref="Tensor.Where(Tensor, Tensor, Tensor)"/> would have chosen another branch. A
    /// composite operation is told by the operation inside it. What was NaN or infinite before, as data, a parameter or a mask
    /// of −∞, was made by no operation: nothing throws, there or further on. Infinite numbers given beside tensors, as in
    /// <c>x + double.NaN</c>, belong to the operation.</para>
    /// <para>In a walk, the operation is blamed whose rule makes a gradient or tangent with a NaN or ±∞ in it from an upstream gradient
    /// or tangents without, from what it saved, also finite, and into a sum of gradients so far, also finite. So are infinite slopes
    /// by definition, such as that of √x at 0, unless the upstream gradient is exactly zero there. Hooks and the rules of own
    /// functions are blamed for what they return, and the operations inside them like any others. The line is that on which the
    /// operation was computed: open the scope before the forward pass. Leaves collect nothing of the walk.</para>
    /// <para>Lines come from symbols beside the assembly (portable PDB files), and are where a statement begins. Without symbols,
    /// as ahead of time, the method's name is told, and without that nothing. In an optimised build a small method may
    /// appear as its caller's line, and a statement whose value goes straight into the next one as that before it.</para>
    /// </remarks>
    /// <example><code>
    /// using (Tape.DetectAnomaly())
    ///     model(x).Backward();
    /// </code></example>
    public static Scope DetectAnomaly() => DetectAnomaly(double.MaxValue);

    /// <summary>
    /// As <see cref="DetectAnomaly()"/>, and the first operation also throws that makes a magnitude above a limit from input within
    /// it: where numbers grow before they overflow.
    /// </summary>
    /// <param name="limit">The largest magnitude that is in order.</param>
    /// <inheritdoc cref="DetectAnomaly()" path="/remarks"/>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    public static Scope DetectAnomaly(double limit) => limit > 0
        ? Ambient.Enter(Ambient.Current with { Anomalies = new(Math.Min(limit, double.MaxValue)) })
        : throw Errors.OutOfRange(nameof(DetectAnomaly), $"a limit of {limit} leaves no numbers", "use one above 0");
}
