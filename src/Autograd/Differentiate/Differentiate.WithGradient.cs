namespace Autograd;

public static partial class Differentiate
{
    /// <summary>
    /// A function with another gradient than its own: a straight-through estimator, a reversed or a stabilised gradient.
    /// The function is not recorded inside; higher orders follow from the gradient that is given.
    /// </summary>
    /// <param name="f">Gives the value.</param>
    /// <param name="backward">Gives x's gradient from x, y = f(x) and the upstream gradient; of x's shape.</param>
    /// <example><code>Func&lt;Tensor, Tensor&gt; round = Differentiate.WithGradient(x => x.Round(), (x, y, upstream) => upstream);</code></example>
    /// <exception cref="ArgumentNullException">One of the functions is null.</exception>
    public static Func<Tensor, Tensor> WithGradient(Func<Tensor, Tensor> f, Func<Tensor, Tensor, Tensor, Tensor> backward)
    {
        Errors.RequireNotNull(f);
        Errors.RequireNotNull(backward);
        return new OverriddenGradient(f, backward).Apply;
    }

    private sealed class OverriddenGradient(Func<Tensor, Tensor> f, Func<Tensor, Tensor, Tensor, Tensor> backward) : UnaryFunction
    {
        internal override string Name => nameof(WithGradient);

        protected override Tensor Forward(Tensor x) => f(x);

        protected override Tensor Backward(Tensor x, Tensor y, Tensor upstream) => backward(x, y, upstream);
    }
}
