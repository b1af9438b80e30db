namespace Autograd;

public static partial class Differentiate
{
    /// <summary>The value of a function and its directional derivative: the Jacobian–vector product J·tangent, of the value's shape.</summary>
    /// <exception cref="ArgumentException">The tangent is of another shape or type than x.</exception>
    public static (Tensor Value, Tensor Tangent) Jvp(Func<Tensor, Tensor> f, Tensor x, Tensor tangent)
    {
        Errors.RequireNotNull(f);
        return Jvp(inputs => f(inputs[0]), [x], [tangent]);
    }

    /// <summary>The same for a function of several tensors, along one tangent for each.</summary>
    /// <exception cref="ArgumentException">There are not as many tangents as inputs, or one is of another shape or type.</exception>
    public static (Tensor Value, Tensor Tangent) Jvp(Func<Tensor[], Tensor> f, Tensor[] x, Tensor[] tangents)
    {
        Errors.RequireNotNull(x);
        Errors.RequireNotNull(tangents);
        RequireTangents(x, tangents, nameof(Jvp));
        Tracking tracking = Tracking.Of(f, x, nameof(Jvp));
        return (tracking.Value(), Push(tracking, tangents, nameof(Jvp)));
    }

    /// <summary>
    /// The value of a function, and its linear map there: the pushforward v ↦ J·v, which takes a tangent of x's shape and may be
    /// called many times without evaluating the function again.
    /// </summary>
    public static (Tensor Value, Func<Tensor, Tensor> Pushforward) Linearize(Func<Tensor, Tensor> f, Tensor x)
    {
        Tracking tracking = Tracking.Of(f, x, nameof(Linearize));
        return (tracking.Value(), tangent =>
        {
            RequireTangents([x], [tangent], nameof(Linearize));
            return Push(tracking, [tangent], nameof(Linearize));
        });
    }

    /// <summary>Walks forward along a tracked evaluation; the tangents may have leading dimensions.</summary>
    internal static Tensor Push(in Tracking tracking, Tensor[] tangents, string operation)
    {
        Shape leading = tangents[0].Shape.Leading(tracking.Inputs[0].Rank);
        return ForwardWalk.Push(tracking.Output, tracking.Inputs, tangents, tracking.NeedsGraph(tangents), operation)
            ?? Tensor.Filled(0, leading.Then(tracking.Output.Shape), tracking.Output.DType);
    }

    private static void RequireTangents(ReadOnlySpan<Tensor> x, ReadOnlySpan<Tensor> tangents, string operation)
    {
        if (tangents.Length != x.Length)
            throw Errors.Argument(operation, $"{tangents.Length} tangents are given for {x.Length} inputs", "give one for each");
        for (int i = 0; i < x.Length; i++)
        {
            Errors.RequireNotNull(x[i]);
            Errors.RequireNotNull(tangents[i]);
            if (tangents[i].DType != x[i].DType)
                throw Errors.MixedTypes(operation, x[i].DType, tangents[i].DType, x[i].Shape, tangents[i].Shape);
            if (tangents[i].Shape != x[i].Shape)
                throw Errors.Argument(operation, $"a tangent of shape {tangents[i].Shape} does not fit an input of shape {x[i].Shape}",
                    "give a tangent of the input's shape", x[i].Shape, tangents[i].Shape);
        }
    }
}
