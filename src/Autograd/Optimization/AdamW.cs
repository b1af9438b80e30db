namespace Autograd.Optimization;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019): each step first shrinks the parameters,
/// p ← (1 − learningRate · weightDecay) · p, and then goes as <see cref="Adam"/> without decay, so that the penalty does not pass
/// through the running means.
/// </summary>
public sealed class AdamW : Adam
{
    /// <inheritdoc cref="Adam(IEnumerable{Tensor}, double, double, double, double, double)"/>
    public AdamW(IEnumerable<Tensor> parameters, double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999,
        double epsilon = 1e-8, double weightDecay = 0.01)
        : base(nameof(AdamW), parameters, learningRate, beta1, beta2, epsilon, weightDecay, decoupled: true) { }
}
