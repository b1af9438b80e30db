namespace Autograd;

public static partial class Differentiate
{
    /// <summary>The value of a function and its directional derivative: the Jacobian–vector product J·tangent, of the value's shape.</summary>
    /// <exception cref="ArgumentException">The tangent is of another shape or type than x.</exception>
    public static (Tensor Value, Tensor Tangent) Jvp(Func<Tensor, Tensor> f, Tensor x, Tensor tangent) => Jvp(f, x, tangent, nameof(Jvp));

    /// <summary>The same for a function of several tensors, along one tangent for each.</summary>
    /// <exception cref="ArgumentException">There are not as many tangents as inputs, or one is of another shape or type.</exception>
    public static (Tensor Value, Tensor Tangent) Jvp(Func<Tensor[], Tensor> f, Tensor[] x, Tensor[] tangents) => Jvp(f, x, tangents, nameof(Jvp));

    /// <summary>The same for an operation that its errors name.</summary>
    private static (Tensor Value, Tensor Tangent) Jvp(Func<Tensor, Tensor> f, Tensor x, Tensor tangent, string operation)
    {
        Errors.RequireNotNull(f, operation: operation);
        return Jvp(inputs => f(inputs[0]), [x], [tangent], operation);
    }

    private static (Tensor Value, Tensor Tangent) Jvp(Func<Tensor[], Tensor> f, Tensor[] x, Tensor[] tangents, string operation)
    {
        Errors.RequireNotNull(x, operation: operation);
        Errors.RequireNotNull(tangents, operation: operation);
        RequireTangents(x, tangents, operation);
        Tracking tracking = Tracking.Of(f, x, operation);
        return (tracking.Value(), Push(tracking, tangents, operation));
    }

    /// <summary>
    /// The value of a function, and its linear map there: the pushforward v ↦ J·v, which takes a tangent of x's shape and may be
    /// called many times without evaluating the function again.
    /// </summary>
    /// <exception cref="ArgumentException">The function returns null; from the pushforward, the tangent does not fit.</exception>
    public static (Tensor Value, Func<Tensor, Tensor> Pushforward) Linearize(Func<Tensor, Tensor> f, Tensor x) => Linearize(f, x, nameof(Linearize));

    /// <summary>The same for an operation that its errors name.</summary>
    private static (Tensor Value, Func<Tensor, Tensor> Pushforward) Linearize(Func<Tensor, Tensor> f, Tensor x, string operation)
    {
        Tracking tracking = Tracking.Of(f, x, operation);
        return (tracking.Value(), tangent =>
        {
            RequireTangents([x], [tangent], operation);
            return Push(tracking, [tangent], operation);
        });
    }

    /// <summary>Walks forward along a tracked evaluation; the tangents may have leading dimensions.</summary>
    internal static Tensor Push(Tracking tracking, Tensor[] tangents, string operation)
    {
        Shape leading = tangents[0].Shape.Leading(tracking.Inputs[0].Rank);
        return ForwardWalk.Push(tracking.Tape, BackwardWalk.NodesOf(tracking.Inputs), tangents, tracking.NeedsGraph(tangents), operation)
            ?? Tensor.Filled(0, leading.Then(tracking.Output.Shape), tracking.Output.DType);
    }

    private static void RequireTangents(ReadOnlySpan<Tensor> x, ReadOnlySpan<Tensor> tangents, string operation)
    {
        if (tangents.Length != x.Length)
            throw Errors.Argument(operation, $"{Errors.Number(tangents.Length, "tangent", "tangents")} for {Errors.Number(x.Length, "input", "inputs")}", "give one for each");
        for (int i = 0; i < x.Length; i++)
        {
            Errors.RequireNotNull(x[i], x.Length == 1 ? "x" : $"input {i}", operation);
            Errors.RequireNotNull(tangents[i], x.Length == 1 ? "tangent" : $"tangent {i}", operation);
            if (tangents[i].DType != x[i].DType)
                throw Errors.MixedTypes(operation, x[i], tangents[i]);
            if (tangents[i].Shape != x[i].Shape)
                throw Errors.Argument(operation, $"the tangent {tangents[i].Described} does not fit the input {x[i].Described}",
                    "give a tangent of the input's shape", x[i].Shape, tangents[i].Shape);
        }
    }
}
