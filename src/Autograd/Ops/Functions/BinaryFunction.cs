namespace Autograd;

/// <summary>An own operation on two tensors, with its own gradients.</summary>
/// <seealso cref="UnaryFunction"/>
public abstract class BinaryFunction : Function
{
    /// <summary>The function of two tensors, recorded.</summary>
    /// <exception cref="ArgumentNullException">One of the tensors is null.</exception>
    /// <exception cref="InvalidOperationException">Forward returns null, or reads a recorded tensor that is none of its inputs.</exception>
    public Tensor Apply(Tensor a, Tensor b)
    {
        Errors.RequireNotNull(a, operation: Name);
        Errors.RequireNotNull(b, operation: Name);
        return Run([a, b]);
    }

    /// <summary>The value; nothing in here is recorded.</summary>
    protected abstract Tensor Forward(Tensor a, Tensor b);

    /// <summary>
    /// The gradients of a and b, each of its input's shape and type: sum over what was broadcast. Null only for an input that
    /// needs no gradient; zeros where there is none.
    /// </summary>
    protected abstract (Tensor?, Tensor?) Backward(Tensor a, Tensor b, Tensor y, Tensor upstream);

    /// <summary>The tangent of y, given those of a and b. Left out, it is the transpose of <see cref="Backward"/>.</summary>
    protected virtual Tensor? Jvp(Tensor a, Tensor b, Tensor y, Tensor tangentA, Tensor tangentB) => null;

    internal sealed override Tensor CallForward(Tensor[] x) => Forward(x[0], x[1]);

    internal sealed override Tensor?[] CallBackward(Tensor[] x, Tensor y, Tensor upstream)
    {
        (Tensor? a, Tensor? b) = Backward(x[0], x[1], y, upstream);
        return [a, b];
    }

    internal sealed override Tensor? CallJvp(Tensor[] x, Tensor y, Tensor[] tangents) => Jvp(x[0], x[1], y, tangents[0], tangents[1]);
}
