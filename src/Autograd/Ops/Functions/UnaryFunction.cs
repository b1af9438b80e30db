namespace Autograd;

/// <summary>An own operation on one tensor, with its own gradient.</summary>
/// <example><code>
/// sealed class Softsign : UnaryFunction
/// {
///     protected override Tensor Forward(Tensor x) => x / (1 + x.Abs());
///     protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => upstream / (1 + x.Abs()).Square();
/// }
///
/// Tensor y = new Softsign().Apply(x);
/// </code></example>
public abstract class UnaryFunction : Function
{
    /// <summary>The function of a tensor, recorded.</summary>
    /// <exception cref="ArgumentNullException">The tensor is null.</exception>
    /// <exception cref="InvalidOperationException">Forward returns null, or reads a recorded tensor that is not its input.</exception>
    public Tensor Apply(Tensor x)
    {
        Errors.RequireNotNull(x, operation: Name);
        return Run([x]);
    }

    /// <summary>The value; nothing in here is recorded.</summary>
    protected abstract Tensor Forward(Tensor x);

    /// <summary>
    /// The gradient of x, of its shape and type: the upstream gradient, of y's shape, times the transposed Jacobian. Written in
    /// tensor operations it can be differentiated again; else mark the class <see cref="OnceDifferentiableAttribute"/>.
    /// </summary>
    protected abstract Tensor Backward(Tensor x, Tensor y, Tensor upstream);

    /// <summary>The tangent of y, given that of x: the Jacobian times it. Left out, it is the transpose of <see cref="Backward"/>.</summary>
    protected virtual Tensor? Jvp(Tensor x, Tensor y, Tensor tangent) => null;

    internal sealed override Tensor CallForward(Tensor[] x) => Forward(x[0]);

    internal sealed override Tensor?[] CallBackward(Tensor[] x, Tensor y, Tensor upstream) => [Backward(x[0], y, upstream)];

    internal sealed override Tensor? CallJvp(Tensor[] x, Tensor y, Tensor[] tangents) => Jvp(x[0], y, tangents[0]);
}
