namespace Autograd;

/// <summary>An own operation on any number of tensors, with its own gradients.</summary>
/// <seealso cref="UnaryFunction"/>
public abstract class NaryFunction : Function
{
    /// <summary>The function of these tensors, recorded.</summary>
    /// <exception cref="ArgumentNullException">One of the tensors is null.</exception>
    /// <exception cref="InvalidOperationException">Forward returns null, or reads a recorded tensor that is none of its inputs.</exception>
    public Tensor Apply(params ReadOnlySpan<Tensor> x) => Run(x.ToArray());

    /// <inheritdoc cref="Apply(ReadOnlySpan{Tensor})"/>
    public Tensor Apply(params Tensor[] x) => Apply(Errors.Required(x, operation: Name));

    /// <summary>The value; nothing in here is recorded.</summary>
    protected abstract Tensor Forward(Tensor[] x);

    /// <summary>
    /// A gradient for each input, in their order and of their shapes and types. Null only for an input that needs none; zeros
    /// where there is none.
    /// </summary>
    protected abstract Tensor?[] Backward(Tensor[] x, Tensor y, Tensor upstream);

    /// <summary>The tangent of y, given those of the inputs. Left out, it is the transpose of <see cref="Backward"/>.</summary>
    protected virtual Tensor? Jvp(Tensor[] x, Tensor y, Tensor[] tangents) => null;

    internal sealed override Tensor CallForward(Tensor[] x) => Forward(x);

    internal sealed override Tensor?[]? CallBackward(Tensor[] x, Tensor y, Tensor upstream) => Backward(x, y, upstream);

    internal sealed override Tensor? CallJvp(Tensor[] x, Tensor y, Tensor[] tangents) => Jvp(x, y, tangents);
}
