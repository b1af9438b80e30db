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

/// <summary>The kind of a linear operation: the map serves the value and tangents, its transpose the gradients.</summary>
internal static class LinearMap
{
    public static Tensor Apply<M>(M map, Tensor x, [CallerMemberName] string operation = "") where M : ILinearMap
    {
        Tensor y = map.Value(x);
        if (x.Node is not null && Ambient.Current.Recording)
            y.Record(new LinearNode<M>(map, operation, x.Node, y));
        return y;
    }
}

internal sealed class LinearNode<M>(M map, string operation, Node input, Tensor y) : Node(operation, y.Shape, y.DType)
    where M : ILinearMap
{
    internal override int InputCount => 1;

    internal override Node InputAt(int index) => input;

    internal override void PullBack(Tensor upstream, BackwardWalk walk) => walk.Add(input, map.Transpose(upstream));

    internal override Tensor PushForward(ForwardWalk walk) => LinearMap.Apply(map, walk.Tangent(input)!, Operation);
}
