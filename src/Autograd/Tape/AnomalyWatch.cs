using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Autograd;

/// <summary>The mode of <see cref="Tape.DetectAnomaly(double)"/>: looks at every result, and knows the user's lines.</summary>
internal sealed class AnomalyWatch
{
    private readonly SourceLines lines = new();
    private readonly double limit;

    public AnomalyWatch(double limit)
    {
        this.limit = limit;
        IsUsed = true;
    }

    /// <summary>Whether the mode was ever in force: until then, operations need not ask.</summary>
    public static bool IsUsed { get; private set; }

    /// <summary>Looks at what an operation made, where the mode is in force; a rule's own operations are seen as one, by its walk.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Look(string operation, Tensor result, params ReadOnlySpan<Tensor?> operands)
    {
        if (Ambient.Current is not { Anomalies: { } watch, InRule: false } now)
            return;
        double made = Magnitude(result);
        if (made <= watch.limit)
            return;
        double given = 0;
        foreach (Tensor? operand in operands)
            given = Math.Max(given, operand is null ? 0 : Magnitude(operand));
        if (watch.Broken(made, given) is { } bound)
            throw AnomalyException.Forward(operation, result, operands, bound, now.Place?.During, watch.lines.Find());
    }

    /// <summary>The place of a node that is being recorded, with the user's line.</summary>
    public Place Note(Place? place) => new(place?.Block, lines.Find(), place?.During);

    /// <summary>The bound that what was made has broken, and what it was made from has not; null where nothing is to be said.</summary>
    public double? Broken(double made, double given) =>
        made <= limit ? null
        : !double.IsFinite(made) && double.IsFinite(given) ? double.MaxValue
        : given <= limit ? limit
        : null;

    /// <summary>The largest magnitude among what a node saved.</summary>
    public static double Saved(Node node) => node.SavedTensors.Aggregate(0.0, static (largest, tensor) => Math.Max(largest, Magnitude(tensor)));

    /// <summary>Puts in force what is recorded in a node's rule: it belongs to the line of the operation, not to that of the walk.</summary>
    public static Ambient.Stretch Enter(Node node, string direction)
    {
        Ambient now = Ambient.Current;
        string outer = node.Place?.During is { } during ? $", in {during}" : "";
        return Ambient.EnterHere(now with { Place = new(now.Place?.Block, node.Place?.Line, $"the {direction} pass of {node.Operation}{outer}") });
    }

    /// <summary>A tangent pushed through a node, looked at.</summary>
    public Tensor PushForward(Node node, ForwardWalk walk)
    {
        double given = 0;
        for (int i = 0; i < node.InputCount; i++)
            given = Math.Max(given, walk.Tangent(node.InputAt(i)) is { } known ? Magnitude(known) : 0);
        using Ambient.Stretch _ = Enter(node, "forward-mode");
        Tensor tangent = node.PushForward(walk);
        double made = Magnitude(tangent);
        if (Broken(made, given) is not null && !node.WatchesItself && Broken(made, Math.Max(given, Saved(node))) is { } bound)
            throw AnomalyException.Tangent(node, tangent, bound);
        return tangent;
    }

    /// <summary>The largest magnitude; NaN where there is one.</summary>
    public static double Magnitude(Tensor tensor)
    {
        if (tensor.Count == 0)
            return 0;
        Tensor source = tensor.Layout.IsUniform ? tensor.View(tensor.Layout.First) : Copy.RowMajor(tensor);
        double largest = source.DType == DType.Float32
            ? Math.Abs((double)TensorPrimitives.MaxMagnitude(Elements<float>(source)))
            : Math.Abs(TensorPrimitives.MaxMagnitude(Elements<double>(source)));
        GC.KeepAlive(source);
        return largest;
    }

    private static ReadOnlySpan<T> Elements<T>(Tensor source) where T : unmanaged =>
        MemoryMarshal.CreateReadOnlySpan(in source.First<T>(), source.Count);
}
