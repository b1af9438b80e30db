using System.Runtime.CompilerServices;

namespace Autograd;

/// <summary>
/// A linear map and its transpose. Both count axes from the end and leave leading dimensions alone, so that a walk can carry
/// many directions at once.
/// </summary>
internal interface ILinearMap
{
    /// <summary>The map's value; not recorded.</summary>
    Tensor Value(Tensor x);

    /// <summary>The transposed map of an upstream gradient, in tensor operations.</summary>
    Tensor Transpose(Tensor upstream);
}

/// <summary>A map whose transpose touches only a part of its result: it can be added to a sum where that stands.</summary>
internal interface ISparseMap : ILinearMap
{
    /// <summary>sum += transposed map of the upstream gradient, in place.</summary>
    void AddTranspose(Tensor sum, Tensor upstream);
}

/// <summary>The kind of a linear operation: the map serves the value and tangents, its transpose the gradients.</summary>
internal static class LinearMap
{
    public static Tensor Apply<M>(M map, Tensor x, [CallerMemberName] string operation = "") where M : ILinearMap =>
        Record(map, x, map.Value(x), operation);

    /// <summary>Records a result that was chosen from the operand: the map is what it does to changes of the operand.</summary>
    public static Tensor Record<M>(M map, Tensor x, Tensor y, [CallerMemberName] string operation = "") where M : ILinearMap
    {
        if (Recorder.Wants(operation, y, x))
            y.Record(new LinearNode<M>(map, operation, x.Node!, y));
        return y;
    }

    /// <summary>The same for a map whose transpose can be added in place, which a plain walk back does.</summary>
    public static Tensor ApplySparse<M>(M map, Tensor x, [CallerMemberName] string operation = "") where M : ISparseMap
    {
        Tensor y = map.Value(x);
        if (Recorder.Wants(operation, y, x))
            y.Record(new SparseNode<M>(map, operation, x.Node!, y));
        return y;
    }
}

internal class LinearNode<M>(M map, string operation, Node input, Tensor y) : Node(operation, y.Shape, y.DType)
    where M : ILinearMap
{
    private protected M Map => map;

    internal override int InputCount => 1;

    internal override Node InputAt(int index) => input;

    private protected override Rule RuleIn(RuleWords words) => new(Operation, (map as IGate)?.Gate ?? Rule.Linear);

    internal override void PullBack(Tensor upstream, BackwardWalk walk) => walk.Add(input, map.Transpose(upstream));

    internal override Tensor PushForward(ForwardWalk walk) => LinearMap.Apply(map, walk.Tangent(input)!, Operation);
}

internal sealed class SparseNode<M>(M map, string operation, Node input, Tensor y) : LinearNode<M>(map, operation, input, y)
    where M : ISparseMap
{
    internal override void PullBack(Tensor upstream, BackwardWalk walk)
    {
        if (walk.TryOwnSum(InputAt(0), out Tensor? sum))
            Map.AddTranspose(sum, upstream);
        else
            base.PullBack(upstream, walk);
    }
}
