using System.Diagnostics;

namespace Autograd;

[DebuggerDisplay("{DebuggerDisplay,nq}")]
[DebuggerTypeProxy(typeof(DebuggerView))]
public sealed partial class Tensor
{
    private const int FewElements = 8;

    /// <summary>In one line: shape, type, name, what recorded it, and the values when they are few.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private string DebuggerDisplay
    {
        get
        {
            string name = Name is null ? "" : $" '{Name}'";
            string recorded = Node is not null ? $", {Node.Operation} #{Node.Order}" : Cut is not null ? $", taken off the tape by {Cut.By}" : "";
            string values = Storage.IsReleased ? $": {DebuggerView.Released}" : Count <= FewElements ? $": {InOneLine()}" : "";
            return $"{Shape} {DType}{name}{recorded}{values}";
        }
    }

    private string InOneLine() => string.Join(' ', ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>
    /// What a debugger unfolds. It only looks: nothing is recorded or made, a gradient is not marked as handed out, no memory
    /// leaves the pool; and a tensor whose memory is gone says so instead of throwing.
    /// </summary>
    private sealed class DebuggerView(Tensor tensor)
    {
        public const string Released = "released: its TensorScope has ended";

        private const int MostElements = 1 << 20;

        public Shape Shape => tensor.Shape;

        public DType DType => tensor.DType;

        public string? Name => tensor.Name;

        public string? Operation => tensor.Node?.Operation;

        public Node? Node => tensor.Node;

        public Tensor? Grad => tensor.Node?.PeekGrad();

        /// <summary>A number, or an array as deep as there are axes: a matrix as its rows. In words where that cannot be.</summary>
        public object Values =>
            tensor.Storage.IsReleased ? Released
            : tensor.Count > MostElements ? $"{tensor.Count} elements are too many to unfold; look at a part, such as tensor[0]"
            : tensor.DType == DType.Float32 ? Part<float>(axis: 0, place: 0) : Part<double>(axis: 0, place: 0);

        private object Part<T>(int axis, int place) where T : unmanaged => (tensor.Rank - axis) switch
        {
            0 => tensor.Peek<T>(place),
            1 => Along(axis, place, tensor.Peek<T>),
            2 => Along(axis, place, next => (T[])Part<T>(axis + 1, next)),
            _ => Along(axis, place, next => Part<T>(axis + 1, next)),
        };

        private P[] Along<P>(int axis, int place, Func<int, P> part)
        {
            int stride = tensor.Layout.Strides[axis];
            return [.. Enumerable.Range(0, tensor.Shape[axis]).Select(i => part(place + i * stride))];
        }
    }
}
