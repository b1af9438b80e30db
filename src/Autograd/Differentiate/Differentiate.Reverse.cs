namespace Autograd;

/// <summary>
/// Derivatives of functions, pure: <see cref="Tensor.Grad"/> is never touched. They nest and mix freely; what a function
/// depends on from outside can be differentiated through them.
/// </summary>
public static partial class Differentiate
{
    /// <summary>The gradient of a function of one element's result, ∂f/∂x, of x's shape; zeros where f does not depend on x.</summary>
    /// <exception cref="ArgumentException">The function returns more than one element.</exception>
    public static Tensor Gradient(Func<Tensor, Tensor> f, Tensor x) => Gradient(f, x, IfUnused.Zeros);

    /// <summary>As <see cref="Gradient(Func{Tensor, Tensor}, Tensor)"/>, saying what is to happen when the function ignores its input.</summary>
    /// <exception cref="InvalidOperationException">The result does not depend on x, and that was to be an error.</exception>
    public static Tensor Gradient(Func<Tensor, Tensor> f, Tensor x, IfUnused ifUnused) => Gradient(f, x, ifUnused, nameof(Gradient));

    /// <summary>The same for an operation that its errors name.</summary>
    private static Tensor Gradient(Func<Tensor, Tensor> f, Tensor x, IfUnused ifUnused, string operation)
    {
        Tracking tracking = Tracking.Of(f, x, operation);
        return PullBack(tracking, One(tracking, operation), ifUnused, operation)[0];
    }

    /// <summary>The gradient as a function, to be differentiated again: <c>Gradient(Gradient(f))</c> where x has one element.</summary>
    /// <exception cref="ArgumentNullException">The function is null.</exception>
    public static Func<Tensor, Tensor> Gradient(Func<Tensor, Tensor> f) => Gradient(f, nameof(Gradient));

    /// <summary>The same for an operation that its errors name.</summary>
    private static Func<Tensor, Tensor> Gradient(Func<Tensor, Tensor> f, string operation)
    {
        Errors.RequireNotNull(f, operation: operation);
        return x => Gradient(f, x, IfUnused.Zeros, operation);
    }

    /// <summary>The gradients of a function of two tensors.</summary>
    /// <inheritdoc cref="Gradient(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static (Tensor, Tensor) Gradients(Func<Tensor, Tensor, Tensor> f, Tensor a, Tensor b)
    {
        Errors.RequireNotNull(f);
        Errors.RequireNotNull(a);
        Errors.RequireNotNull(b);
        Tensor[] all = Gradients(x => f(x[0], x[1]), [a, b]);
        return (all[0], all[1]);
    }

    /// <summary>The gradients of a function of three tensors.</summary>
    /// <inheritdoc cref="Gradient(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static (Tensor, Tensor, Tensor) Gradients(Func<Tensor, Tensor, Tensor, Tensor> f, Tensor a, Tensor b, Tensor c)
    {
        Errors.RequireNotNull(f);
        Errors.RequireNotNull(a);
        Errors.RequireNotNull(b);
        Errors.RequireNotNull(c);
        Tensor[] all = Gradients(x => f(x[0], x[1], x[2]), [a, b, c]);
        return (all[0], all[1], all[2]);
    }

    /// <summary>The gradients of a function of several tensors, in their order.</summary>
    /// <inheritdoc cref="Gradient(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static Tensor[] Gradients(Func<Tensor[], Tensor> f, params Tensor[] x) => Gradients(f, x, nameof(Gradients));

    /// <summary>The same for an operation that its errors name.</summary>
    private static Tensor[] Gradients(Func<Tensor[], Tensor> f, Tensor[] x, string operation)
    {
        Errors.RequireNotNull(x, operation: operation);
        Tracking tracking = Tracking.Of(f, x, operation);
        return PullBack(tracking, One(tracking, operation), IfUnused.Zeros, operation);
    }

    /// <summary>
    /// The gradients of a recorded result with respect to tensors that it was computed from; the tape is kept. Zeros where it
    /// does not depend on one. With <paramref name="createGraph"/> they can be differentiated again.
    /// </summary>
    /// <exception cref="ArgumentException">The upstream is missing where it is needed, or does not fit; an input was not recorded.</exception>
    public static Tensor[] Gradients(Tensor output, IReadOnlyList<Tensor> inputs, Tensor? upstream = null, bool createGraph = false)
    {
        Errors.RequireNotNull(output);
        Errors.RequireNotNull(inputs);
        for (int i = 0; i < inputs.Count; i++)
        {
            Errors.RequireNotNull(inputs[i], $"input {i}");
            if (!inputs[i].RequiresGrad)
                throw Errors.Argument(nameof(Gradients), $"input {i}, {inputs[i].Described}, is not recorded",
                    "make it a Tensor.Parameter before computing the result from it", inputs[i].Shape);
        }

        Tensor[] all = [.. inputs];
        long oldest = all.Select(static input => input.Node!.Order).DefaultIfEmpty().Min();      // nothing older depends on an input
        return Zeros(BackwardWalk.To([output], [output.Upstream(upstream, nameof(Gradients))], all, createGraph, nameof(Gradients), oldest - 1), all, default);
    }

    /// <summary>The value of a function of one element's result, and its gradient, in one evaluation.</summary>
    /// <inheritdoc cref="Gradient(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static (Tensor Value, Tensor Gradient) ValueAndGradient(Func<Tensor, Tensor> f, Tensor x) =>
        ValueAndGradient(f, x, nameof(ValueAndGradient));

    /// <summary>The same for an operation that its errors name.</summary>
    private static (Tensor Value, Tensor Gradient) ValueAndGradient(Func<Tensor, Tensor> f, Tensor x, string operation)
    {
        Tracking tracking = Tracking.Of(f, x, operation);
        Tensor gradient = PullBack(tracking, One(tracking, operation), IfUnused.Zeros, operation)[0];
        return (tracking.Value(), gradient);
    }

    /// <summary>As <see cref="ValueAndGradient(Func{Tensor, Tensor}, Tensor)"/>, with whatever else the function returns.</summary>
    /// <inheritdoc cref="Gradient(Func{Tensor, Tensor}, Tensor)" path="/exception"/>
    public static (Tensor Value, Tensor Gradient, A Aux) ValueAndGradient<A>(Func<Tensor, (Tensor Value, A Aux)> f, Tensor x)
    {
        Errors.RequireNotNull(f);
        A? aux = default;
        (Tensor value, Tensor gradient) = ValueAndGradient(input =>
        {
            (Tensor result, aux) = f(input);
            return result;
        }, x);
        return (value, gradient, aux!);
    }

    /// <summary>
    /// The value of a function, and its pullback: the vector–Jacobian product u ↦ Jᵀu, which takes an upstream gradient of the
    /// value's shape and may be called many times.
    /// </summary>
    /// <exception cref="ArgumentException">The function returns null; from the pullback, the upstream gradient does not fit.</exception>
    public static (Tensor Value, Func<Tensor, Tensor> Pullback) Vjp(Func<Tensor, Tensor> f, Tensor x)
    {
        Tracking tracking = Tracking.Of(f, x, nameof(Vjp));
        return (tracking.Value(), upstream =>
        {
            Errors.RequireNotNull(upstream, operation: nameof(Vjp));
            return PullBack(tracking, tracking.Output.Upstream(upstream, nameof(Vjp)), IfUnused.Zeros, nameof(Vjp))[0];
        });
    }

    /// <summary>Walks back from a tracked evaluation; the upstream may have leading dimensions.</summary>
    internal static Tensor[] PullBack(Tracking tracking, Tensor upstream, IfUnused ifUnused, string operation)
    {
        Shape leading = upstream.Shape.Leading(tracking.Output.Rank);
        Tensor?[] found = BackwardWalk.To(tracking.Tape, [tracking.Output], [upstream], BackwardWalk.NodesOf(tracking.Inputs), tracking.NeedsGraph([upstream]), operation);
        if (ifUnused == IfUnused.Throw && Array.IndexOf(found, null) is >= 0 and int unused)
            throw Errors.State(operation, $"the result {tracking.Output.Described} does not depend on input {unused}, {tracking.Inputs[unused].Described}",
                "use the input inside the function, without Detach, NoGrad or reading numbers, or ask for IfUnused.Zeros", tracking.Inputs[unused].Shape);
        return Zeros(found, tracking.Inputs, leading);
    }

    /// <summary>The upstream of a function of one element's result.</summary>
    private static Tensor One(Tracking tracking, string operation) => tracking.Output.One(operation,
        "reduce it with .Sum() or .Mean() inside the function, or ask Differentiate.Jacobian for all of them");

    private static Tensor[] Zeros(Tensor?[] gradients, Tensor[] inputs, Shape leading) => [.. gradients.Select((gradient, i) =>
        gradient ?? Tensor.Filled(0, leading.Then(inputs[i].Shape), inputs[i].DType))];
}

/// <summary>What to answer when a function's result does not depend on its input.</summary>
public enum IfUnused
{
    /// <summary>A gradient of zeros, which is what mathematics says.</summary>
    Zeros,

    /// <summary>An exception: the function was meant to use its input.</summary>
    Throw,
}
